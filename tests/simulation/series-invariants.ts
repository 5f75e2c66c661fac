import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Claim, HeldClaim } from '#shared/scheduling/claim.ts';
import { type Occurrence, nextOccurrences, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence, occurrenceId } from '#shared/scheduling/series/series-id.ts';
import { claimsAt } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { Interval } from '#shared/time/interval.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { claimWords } from '#tests/simulation/claim-words.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** The series of one clinic, its appointments, and all that anybody holds. */
export type SeriesBook = {
  readonly series: ReadonlyMap<string, BookedSeries>;
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** Null while they are still by other zone rules (SR5). */
  readonly claims: readonly HeldClaim[] | null;
};

/**
 * A series is its rule and its exceptions, and nothing else (I14): each exception is an appointment that says so, none
 * is of no series or of two, and what the rule claims is what is claimed, no more and no less.
 */
export function checkSeries(book: SeriesBook, isMeant: (seriesId: string) => boolean = () => true): void {
  for (const series of book.series.values()) if (isMeant(series.id)) exceptionsAreThere(series, book);
  for (const appointment of book.appointments.values()) {
    const { occurrence, id } = appointment;
    if (occurrence === undefined || !isMeant(occurrence.seriesId)) continue;
    const refs = book.series.get(occurrence.seriesId)?.exceptions ?? [];
    if (!refs.some((one) => one.appointmentId === id && one.recurrenceId === occurrence.recurrenceId))
      throw new Violation('I14', `${id} is of ${occurrence.seriesId}, which does not know it`);
  }
  claimsAreTheRule(book, isMeant);
}

function exceptionsAreThere({ id, exceptions }: BookedSeries, { appointments }: SeriesBook): void {
  const names = new Set<string>();
  for (const { recurrenceId, appointmentId } of exceptions) {
    const own = appointments.get(appointmentId)?.occurrence;
    if (own?.seriesId !== id || own.recurrenceId !== recurrenceId)
      throw new Violation(
        'I14',
        `${id} names ${appointmentId} for ${recurrenceId}, which is of ${own?.seriesId ?? 'none'}`,
      );
    if (names.has(recurrenceId)) throw new Violation('I14', `${id} has two exceptions of ${recurrenceId}`);
    names.add(recurrenceId);
  }
}

function claimsAreTheRule({ series, appointments, claims }: SeriesBook, isMeant: (seriesId: string) => boolean): void {
  if (claims === null) return;
  const held = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { id, kind } = claim.holder;
    const named = kind === 'appointment' && !appointments.has(id) ? namedOccurrence(id) : null;
    if (named !== null && isMeant(named.seriesId)) held.set(id, [...(held.get(id) ?? []), claim]);
  }
  for (const one of series.values()) {
    if (!isMeant(one.id)) continue;
    for (const { recurrenceId, start } of ruled(one)) {
      const id = occurrenceId(one.id, recurrenceId);
      const [is, shall] = [claimWords(held.get(id) ?? []), claimWords(claimsAt(one, start))];
      if (is !== shall) throw new Violation('I14', `${id} shall hold ${shall} and holds ${is}`);
      held.delete(id);
    }
  }
  const [left] = held.keys();
  if (left !== undefined) throw new Violation('I14', `${left} holds time, and no rule says so`);
}

/** The dates that the rule has where it claims, without those that something happened to. */
function ruled(series: BookedSeries): readonly Occurrence[] {
  return series.isEnded ? [] : within(plain(series), { start: series.claimedFrom, end: series.claimedUntil });
}

/** Written here once more, so that it does not follow what the product takes for it. */
function plain({ zone, start, rules, added, excluded, exceptions, phases }: BookedSeries): Series {
  const minutes = phases.reduce((total, phase) => total + phase.minutes, 0);
  const gone = [...excluded, ...exceptions.map(({ recurrenceId }) => recurrenceId)];
  return { zone, start, minutes, rules, added, excluded: gone, exceptions: [] };
}

function within(pattern: Series, span: Interval): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let from: Interval['start'] | null = span.start; from !== null && from < span.end;) {
    const page = occurrencesWithin(pattern, { start: from, end: span.end });
    if (!page.ok) return found;
    found.push(...page.value.occurrences);
    from = page.value.next;
  }
  return found;
}

/** How many occurrences there are in all, exceptions included; null when there is no end of them. */
export function countOf(series: BookedSeries | undefined): number | null {
  if (series === undefined) return 0;
  if (series.isEnded) return series.exceptions.length;
  const from = mustBeWall(series.added.reduce((first, date) => (date < first ? date : first), series.start));
  const all = nextOccurrences(plain(series), from);
  return all.ok && all.value.isAll ? all.value.occurrences.length + series.exceptions.length : null;
}
