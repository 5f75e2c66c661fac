/** Every zone that this computer knows, and the one in use even where it is an older name. */
export function knownZones(inUse: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(inUse) ? known : [inUse, ...known];
}

const labels = new Map<string, string>();

/** "Europe/Berlin (GMT+1)": the IANA name, which is what is stored, and its present offset. */
export function zoneLabel(zone: string, language: string): string {
  const key = `${language} ${zone}`;
  const known = labels.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' });
  const offset = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const label = `${zone.replaceAll('_', ' ')} (${offset})`;
  labels.set(key, label);
  return label;
}
