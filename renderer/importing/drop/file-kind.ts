/** What a file is to an import, by its name, or by its type where nobody tells the name yet. */
export type FileKind = 'calendar' | 'table' | 'unknown';

type Told = { readonly name?: string; readonly type: string };

export function fileKind({ name = '', type }: Told): FileKind {
  if (/\.(ics|ical|icalendar|ifb)$/i.test(name) || type.startsWith('text/calendar')) return 'calendar';
  if (/\.(csv|tsv|txt)$/i.test(name) || /^text\/(csv|plain|tab-separated-values)/.test(type)) return 'table';
  return 'unknown';
}
