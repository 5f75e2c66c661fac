import { parseZone, type ZoneId } from '#shared/time/zone.ts';

const REGIONS = ['Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific'];
const MOST = 40;
/** Browsers list some places by the name that they had before. */
const RENAMED = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Kanton',
];

/**
 * Zones whose name has the words in it, those whose city begins with them first. Names that a computer knows but does
 * not list, such as Asia/Kolkata or US/Eastern, are found by their full name or city.
 */
export function zoneChoices(typed: string, listed: readonly string[]): readonly ZoneId[] {
  const words = plain(typed);
  const all = words === '' ? listed : [...new Set([...listed, ...RENAMED])].toSorted();
  const found = all.filter((name) => plain(name).includes(words));
  const unlisted = words === '' ? [] : aliases(typed).filter((name) => !found.includes(name));
  const isFirst = (name: string): boolean => plain(name.split('/').at(-1) ?? name).startsWith(words);
  const inOrder = [...unlisted, ...found.filter(isFirst), ...found.filter((name) => !isFirst(name))];
  return inOrder.slice(0, MOST).flatMap((name) => parseZone(name) ?? []);
}

function aliases(typed: string): readonly string[] {
  const name = typed.trim().replaceAll(/\s+/g, '_');
  if (name.length < 3 || name.length > 40) return [];
  const city = name.replaceAll(/(^|[_-])([a-z])/g, (letters) => letters.toUpperCase());
  return [name, ...REGIONS.map((region) => `${region}/${city}`)].filter((one) => one.includes('/') && parseZone(one));
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ');
}
