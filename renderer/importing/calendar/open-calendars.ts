import { v7 as newId } from 'uuid';
import { readCalendar } from '#shared/calendars/read-calendar.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { CalendarFault, OpenCalendar } from '#renderer/importing/calendar/calendar-state.ts';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import { guessResource } from '#renderer/importing/calendar/guess-resource.ts';

const LARGEST = 20 * 1024 * 1024;

/** Reads calendar files that somebody chose or dropped. @returns false while an import is running. */
export async function openCalendars(
  files: readonly File[],
  session: CalendarSession,
  resources: readonly Resource[],
): Promise<boolean> {
  const inUse = resources.filter(({ isActive }) => isActive);
  const read = await Promise.all(files.map((file) => readOne(file, inUse)));
  return session.open(
    read.filter((one) => 'runId' in one),
    read.filter((one) => 'kind' in one),
  );
}

async function readOne(file: File, resources: readonly Resource[]): Promise<OpenCalendar | CalendarFault> {
  const fault = (kind: CalendarFault['kind']): CalendarFault => ({ kind, file: file.name });
  if (file.size > LARGEST) return fault('tooLarge');
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return fault('unreadable');
  const text = new TextDecoder(csvEncoding(new Uint8Array(bytes))).decode(bytes);
  if (!/^\uFEFF?\s*BEGIN:/i.test(text)) return fault('notCalendar');
  const calendar = readCalendar(text);
  if (calendar.series.length === 0) return fault(calendar.problems.length > 0 ? 'notCalendar' : 'noEvents');
  const name = file.name.replace(/\.\w+$/, '');
  return {
    runId: newId(),
    fileName: file.name,
    file: calendar,
    resourceId: guessResource(calendar.name, resources) ?? guessResource(name, resources),
    becomes: 'blocks',
    serviceId: null,
    skipped: new Set(),
  };
}
