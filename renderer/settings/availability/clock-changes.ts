import type { DaySpan } from '#shared/scheduling/availability/work-pattern.ts';
import { instantAtMinute, minuteFault } from '#shared/time/clock-change.ts';
import { addDays, type LocalDate, localMinute } from '#shared/time/local.ts';
import type { Disambiguation } from '#shared/time/wall-clock.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** A time of one day that the clocks skip (and when it is instead), or show twice. */
export type ClockChange =
  | { readonly kind: 'gap'; readonly date: LocalDate; readonly minute: number; readonly insteadMinute: number }
  | { readonly kind: 'fold'; readonly date: LocalDate; readonly minute: number };

type Days = { readonly fromDate: LocalDate; readonly toDate: LocalDate; readonly hours: readonly DaySpan[] };

/** No request is longer. */
const MOST_DAYS = 366;

/** Which of the hours do not happen once on one of the days; the first of each kind is enough to be told. */
export function clockChanges({ fromDate, toDate, hours }: Days, zone: ZoneId): readonly ClockChange[] {
  const found: ClockChange[] = [];
  const minutes = hours.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]);
  if (!isDay(fromDate) || !isDay(toDate)) return found;
  for (let date = fromDate, days = 0; date <= toDate && days < MOST_DAYS; date = addDays(date, 1), days += 1) {
    for (const minute of minutes) {
      const fault = minuteFault(date, minute, { zone });
      const kind = fault === 'time-in-gap' ? 'gap' : 'fold';
      if (fault === null || found.some((one) => one.kind === kind)) continue;
      if (kind === 'fold') found.push({ kind, date, minute });
      else
        found.push({ kind, date, minute, insteadMinute: localMinute(instantAtMinute(date, minute, { zone }), zone) });
    }
  }
  return found;
}

/** What a screen says to the clinic: a time that is skipped is later, and of two the one that was chosen, else the first. */
export function sideFor(
  changes: readonly ClockChange[],
  chosen: Disambiguation | undefined,
): { readonly disambiguation?: Disambiguation } {
  return changes.length === 0 ? {} : { disambiguation: chosen === 'later' ? 'later' : 'compatible' };
}

/** Whether it has the form of a day, `2026-11-21`; a field that is being typed into may hold something else. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
