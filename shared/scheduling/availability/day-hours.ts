import type {
  Closure,
  DaySpan,
  HolidayCalendar,
  HoursException,
  WorkTemplate,
} from '#shared/scheduling/availability/work-pattern.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import type { LocalDate } from '#shared/time/local.ts';

/** All that says when somebody or something can be had, in wall time. Newer rules are absent in older documents. */
export type WorkPattern = {
  /** The week that holds where no template does; null is round the clock. */
  readonly hours: WeeklyHours | null;
  readonly templates?: readonly WorkTemplate[] | undefined;
  readonly exceptions?: readonly HoursException[] | undefined;
  readonly closures?: readonly Closure[] | undefined;
  readonly holidays?: HolidayCalendar | null | undefined;
};

/** Why a whole day is shut: the house is closed, or it is a holiday that is kept. */
export type DayOff =
  | { readonly kind: 'closure'; readonly reason: string }
  | { readonly kind: 'holiday'; readonly name: string };

const WHOLE_DAY: readonly DaySpan[] = [{ fromMinute: 0, toMinute: 1440 }];

/**
 * The hours of one local day, sorted and joined: the latest template that holds, by the week whose turn it is, without
 * its breaks; instead of it an exception; and nothing where the house is shut (AV1 to AV5).
 */
export function dayHours(pattern: WorkPattern, date: LocalDate): readonly DaySpan[] {
  if (dayOff(pattern, date) !== null) return [];
  const exception = exceptionOn(pattern, date);
  if (exception !== undefined) return joinedSpans(exception.hours);
  const template = templateOn(pattern.templates ?? [], date);
  if (template !== null) return templateHours(template, date);
  return pattern.hours === null ? WHOLE_DAY : joinedSpans(onWeekday(pattern.hours, date));
}

export function exceptionOn({ exceptions }: WorkPattern, date: LocalDate): HoursException | undefined {
  return exceptions?.findLast((one) => one.date === date);
}

export function dayOff({ closures = [], holidays = null }: WorkPattern, date: LocalDate): DayOff | null {
  const closure = closures.find(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
  if (closure !== undefined) return { kind: 'closure', reason: closure.reason };
  const holiday = holidays?.days.find((day) => day.date === date && !day.isOpen);
  return holiday === undefined ? null : { kind: 'holiday', name: holiday.name };
}

/** Of those that hold on the day, the one that began last; of two that began together, the later in the list. */
export function templateOn(templates: readonly WorkTemplate[], date: LocalDate): WorkTemplate | null {
  return templates.reduce<WorkTemplate | null>((best, one) => {
    const holds = one.validFrom <= date && (one.validTo === null || date <= one.validTo);
    return holds && (best === null || best.validFrom <= one.validFrom) ? one : best;
  }, null);
}

/** Which of the template's weeks the day is in, from 0. */
export function turnOn({ anchor, weeks }: Pick<WorkTemplate, 'anchor' | 'weeks'>, date: LocalDate): number {
  const turn = Math.floor((dayNumber(date) - dayNumber(anchor)) / 7);
  return ((turn % weeks.length) + weeks.length) % weeks.length;
}

function templateHours(template: WorkTemplate, date: LocalDate): readonly DaySpan[] {
  const week = template.weeks[turnOn(template, date)];
  if (week === undefined) return [];
  return without(joinedSpans(onWeekday(week.hours, date)), onWeekday(week.breaks, date));
}

function onWeekday(hours: WeeklyHours, date: LocalDate): readonly DaySpan[] {
  // Day 0, 1970-01-01, was a Thursday.
  const day = ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
  return hours.filter((span) => span.weekday === day);
}

function without(spans: readonly DaySpan[], cuts: readonly DaySpan[]): readonly DaySpan[] {
  return cuts.reduce(
    (left, cut) =>
      left.flatMap(({ fromMinute, toMinute }) =>
        [
          { fromMinute, toMinute: Math.min(toMinute, cut.fromMinute) },
          { fromMinute: Math.max(fromMinute, cut.toMinute), toMinute },
        ].filter((span) => span.fromMinute < span.toMinute),
      ),
    spans,
  );
}

function joinedSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  const result: DaySpan[] = [];
  for (const { fromMinute, toMinute } of spans.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const last = result.at(-1);
    if (last !== undefined && fromMinute <= last.toMinute) {
      result[result.length - 1] = { fromMinute: last.fromMinute, toMinute: Math.max(last.toMinute, toMinute) };
    } else if (fromMinute < toMinute) result.push({ fromMinute, toMinute });
  }
  return result;
}

/** Days since 1970-01-01 of the calendar; no zone is in it. */
function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
