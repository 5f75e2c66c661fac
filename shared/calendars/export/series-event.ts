import { isVisitOf } from '#shared/calendars/export/calendar-book.ts';
import { isTold, visitStatus } from '#shared/calendars/export/visit-status.ts';
import type { Teller, Telling } from '#shared/calendars/export/visit-words.ts';
import type { WrittenChange, WrittenEvent } from '#shared/calendars/write-calendar.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { nextOccurrences, occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Series, SeriesException } from '#shared/scheduling/recurrence/series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';

type Told = { readonly exception: SeriesException; readonly change: WrittenChange | null };

/**
 * A series as its rule with its exceptions, never as its dates (IC3); null when nothing is left of it. An exception that
 * left this calendar, cancelled or on another resource, is a date that is left out.
 */
export function seriesEvent(
  series: BookedSeries,
  visits: ReadonlyMap<string, Appointment>,
  { teller, ...telling }: Telling & { readonly teller: Teller },
): WrittenEvent | null {
  const told = series.exceptions.map(({ recurrenceId, appointmentId }): Told => {
    const visit = visits.get(appointmentId);
    const isHere = visit !== undefined && isTold(visit, telling.telling) && isVisitOf(telling.scope, visit);
    return isHere ? changed(series, recurrenceId, { visit, teller }) : cancelled(recurrenceId);
  });
  if (series.isEnded && told.every(({ change }) => change === null)) return null;
  const pattern = anchored({ ...wholePattern(series), exceptions: told.map(({ exception }) => exception) });
  return {
    ...teller.visit(series),
    uid: `${series.id}@frontdesk`,
    status: 'CONFIRMED',
    sequence: series.version,
    series: pattern,
    changes: new Map(
      told.flatMap(({ exception, change }) => (change === null ? [] : [[exception.recurrenceId, change]])),
    ),
  };
}

function cancelled(recurrenceId: string): Told {
  return { exception: { kind: 'cancelled', recurrenceId }, change: null };
}

type Changed = { readonly visit: Appointment; readonly teller: Teller };

function changed({ zone }: BookedSeries, recurrenceId: string, { visit, teller }: Changed): Told {
  return {
    exception: {
      kind: 'changed',
      recurrenceId,
      start: formatWall(wallAt(visit.start, zoneClock(zone))),
      minutes: minutesBetween(visit.start, visit.end),
      appointmentId: visit.id,
    },
    change: {
      ...teller.visit(visit),
      startsAt: visit.start,
      status: visitStatus(visit),
      sequence: visit.version,
    },
  };
}

/**
 * RFC 5545 counts DTSTART as an occurrence, the product does not where the rule does not come to it. Then the first that
 * the rule comes to is DTSTART: the rule's periods and its count go by that one as well.
 */
function anchored(pattern: Series): Series {
  const bare: Series = { ...pattern, excluded: [], exceptions: [] };
  if (occurrenceNamed(bare, mustBeWall(pattern.start)) !== null) return pattern;
  const found = nextOccurrences({ ...bare, added: [] }, mustBeWall(pattern.start), 1);
  const first = found.ok ? found.value.occurrences[0] : undefined;
  if (pattern.rules.length === 1 && first !== undefined) return { ...pattern, start: formatWall(first.recurrenceId) };
  return { ...pattern, excluded: [...pattern.excluded, pattern.start] };
}
