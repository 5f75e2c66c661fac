import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { View } from '#renderer/replica/desk.ts';
import { heldBy } from '#renderer/ui/held-by.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** i18next's `t`, as far as the timeline needs it. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

export function timeRange({ start, end }: { start: number; end: number }, zone: ZoneId): string {
  return `${clock(start, zone)}–${clock(end, zone)}`;
}

/** Hundreds of chips begin and end at the same few minutes of a day, and formatting is slow. */
export function clock(at: number, zone: ZoneId): string {
  const key = `${at} ${zone}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  if (clocks.size > 5_000) clocks.clear();
  const words = formatInTimeZone(new Date(at), zone, 'HH:mm');
  clocks.set(key, words);
  return words;
}

const clocks = new Map<string, string>();

/** `Mon 23 November` or `11月23日 周一`. */
export function dayWords(at: number, zone: ZoneId, language: string): string {
  return formatInTimeZone(new Date(at), zone, isChinese(language) ? 'M月d日 EEE' : 'EEE d MMMM', localeOf(language));
}

/** A local date as a heading; it has no zone, so it is written as if in UTC. */
export function dateWords(date: LocalDate, length: 'long' | 'short' | 'day', language: string): string {
  const zh = { long: 'yyyy年M月d日 EEEE', short: 'M月d日 EEE', day: 'M月d日' };
  const en = { long: 'EEEE, d MMMM yyyy', short: 'EEE d MMM', day: 'd MMM' };
  const pattern = (isChinese(language) ? zh : en)[length];
  return formatInTimeZone(`${date}T12:00:00Z`, 'UTC', pattern, localeOf(language));
}

export function weekWords(first: LocalDate, last: LocalDate, language: string): string {
  const year = last.slice(0, 4);
  if (isChinese(language))
    return `${year}年 ${dateWords(first, 'day', language)} – ${dateWords(last, 'day', language)}`;
  return `${dateWords(first, 'day', language)} – ${dateWords(last, 'day', language)} ${year}`;
}

/** `Berlin` of `Europe/Berlin`, with how far it is from UTC at that time: `GMT+1`. */
export function zoneWords(zone: ZoneId, at: number): { city: string; offset: string } {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return { city, offset: formatInTimeZone(new Date(at), zone, 'O') };
}

function localeOf(language: string): { locale: typeof enGB } {
  return { locale: isChinese(language) ? zhCN : enGB };
}

function isChinese(language: string): boolean {
  return language.startsWith('zh');
}

/** Who and what is in the way, and when: `Anna Meyer, 10:00–10:30, Room 2`. */
export function conflictWords(conflict: Conflict, world: Holders, zone: ZoneId, t: Translate): string {
  const resource = world.find('resources', conflict.resourceId)?.name ?? '';
  if (conflict.reason === 'inactive' || conflict.reason === 'no-lanes' || conflict.reason === 'off-duty') {
    return t(`timeline.conflict.${conflict.reason}`, { resource });
  }
  const holder = conflict.holderId === null ? null : holderSpan(conflict.holderId, world, t);
  const what = holder?.name ?? nameless(conflict, t);
  return t('timeline.conflict.who', { what, time: timeRange(holder ?? conflict, zone), resource });
}

function nameless({ reason, deskName }: Conflict, t: Translate): string {
  if (deskName === undefined) return t(`timeline.conflict.${reason}`);
  return t('timeline.conflict.leasedBy', { desk: withoutOverrides(deskName) });
}

type Holders = Pick<View, 'find' | 'holds'>;

function holderSpan(id: string, world: Holders, t: Translate): { name: string; start: number; end: number } | null {
  const visit = world.find('appointments', id);
  if (visit !== null) {
    const client = visit.clientIds[0] === undefined ? null : world.find('clients', visit.clientIds[0]);
    return { name: client?.name || visit.label || t('timeline.nobody'), start: visit.start, end: visit.end };
  }
  const block = world.find('blocks', id);
  if (block === null) return holdSpan(id, world, t);
  return { name: block.reason || t(`timeline.block.${block.kind}`), start: block.start, end: block.end };
}

function holdSpan(id: string, view: Holders, t: Translate): { name: string; start: number; end: number } | null {
  const by = heldBy(id, view);
  const visits = (view.holds.get().find((hold) => hold.id === id)?.claims ?? []).filter(({ part }) => part === 'visit');
  if (by === null || visits.length === 0) return null;
  const start = Math.min(...visits.map((claim) => claim.start));
  const end = Math.max(...visits.map((claim) => claim.end));
  return { name: t('timeline.conflict.heldBy', by), start, end };
}
