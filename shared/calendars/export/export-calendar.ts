import { type CalendarBook, isVisitOf, nameOfScope } from '#shared/calendars/export/calendar-book.ts';
import { seriesEvent } from '#shared/calendars/export/series-event.ts';
import { isTold, visitStatus } from '#shared/calendars/export/visit-status.ts';
import { timeOffEvents } from '#shared/calendars/export/time-off-events.ts';
import { type Teller, tellerOf, type Telling } from '#shared/calendars/export/visit-words.ts';
import { onceAt, utc } from '#shared/calendars/export/written-time.ts';
import { type WrittenEvent, writeCalendar } from '#shared/calendars/write-calendar.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type Exporting = Telling & { readonly now: Instant };

/**
 * All of a resource, client or location as iCalendar text; null when there is no such. The same documents give the same
 * text until the year ends, so that a feed that was read before need not be sent again (IC7).
 */
export function exportCalendar(book: CalendarBook, { now, ...telling }: Exporting): string | null {
  const name = nameOfScope(telling.scope, book);
  if (name === null) return null;
  const stamps = [...book.appointments, ...book.series].map(({ updatedAt }) => updatedAt);
  const lastChange = [...stamps, ...book.blocks.map(({ createdAt }) => createdAt)].reduce(
    (last, at) => Math.max(last, at),
    0,
  );
  const zonesUntil = instant(Date.UTC(new Date(now).getUTCFullYear() + 1, 0, 1));
  return writeCalendar({ name, events: eventsOf(book, telling), now: instant(lastChange), zonesUntil });
}

function eventsOf(book: CalendarBook, telling: Telling): readonly WrittenEvent[] {
  const { scope } = telling;
  const teller = tellerOf(book, telling);
  const visits = new Map(book.appointments.map((one) => [one.id, one]));
  const series = book.series.filter((one) => isVisitOf(scope, one));
  // An exception is told with its series; one whose series is another calendar's is told on its own.
  const withSeries = new Set(series.flatMap(({ exceptions }) => exceptions.map(({ appointmentId }) => appointmentId)));
  const single = book.appointments.filter(
    (one) => isVisitOf(scope, one) && isTold(one, telling.telling) && !withSeries.has(one.id),
  );
  return [
    ...series.flatMap((one) => seriesEvent(one, visits, { ...telling, teller }) ?? []),
    ...single.map((one) => visitEvent(one, teller)),
    ...onResources(book.blocks, book, telling)
      .filter(({ isRemoved }) => !isRemoved)
      .map((one) => blockEvent(one, { book, teller })),
    ...onResources(book.timeOff, book, telling).flatMap((one) =>
      timeOffEvents(one, { zone: zoneOf(one.resourceId, book), words: teller.timeOff(one) }),
    ),
  ];
}

function visitEvent(visit: Appointment, teller: Teller): WrittenEvent {
  return {
    ...teller.visit(visit),
    uid: `${visit.id}@frontdesk`,
    status: visitStatus(visit),
    sequence: visit.version,
    series: onceAt(visit.zone, visit),
  };
}

/** Those that are about a resource of the calendar; a client's has none. */
function onResources<Document extends { readonly resourceId: string }>(
  documents: readonly Document[],
  book: CalendarBook,
  { scope }: Telling,
): readonly Document[] {
  if (scope.kind === 'client') return [];
  const here = new Set(
    scope.kind === 'resource'
      ? [scope.id]
      : book.resources.filter(({ locationId }) => locationId === scope.id).map(({ id }) => id),
  );
  return documents.filter(({ resourceId }) => here.has(resourceId));
}

function zoneOf(resourceId: string, book: CalendarBook): ZoneId {
  const resource = book.resources.find(({ id }) => id === resourceId);
  return book.locations.find(({ id }) => id === resource?.locationId)?.zone ?? utc;
}

function blockEvent(
  block: Block,
  { book, teller }: { readonly book: CalendarBook; readonly teller: Teller },
): WrittenEvent {
  return {
    ...teller.block(block),
    uid: `${block.id}@frontdesk`,
    status: 'CONFIRMED',
    sequence: block.version,
    series: onceAt(zoneOf(block.resourceId, book), block),
  };
}
