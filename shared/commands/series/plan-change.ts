import { chosenClientIds } from '#shared/commands/client-choice.ts';
import { type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { type AskedTimes, timesFault } from '#shared/commands/series/asked-sides.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import { refuseRule, ruleFault, unknownReference } from '#shared/commands/series/series-rules.ts';
import { cutSeries } from '#shared/commands/series/series-scope.ts';
import { endedSeries, firstStart, touched, withPattern } from '#shared/commands/series/series-terms.ts';
import { standingVisits, takenAlong } from '#shared/commands/series/standing-visit.ts';
import { swapResource } from '#shared/commands/substitutes.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { changeAll } from '#shared/scheduling/recurrence/change-series.ts';
import { type Outcome, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { shiftSeries } from '#shared/scheduling/recurrence/shift-series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { World } from '#shared/scheduling/world.ts';
import { EARLIEST } from '#shared/time/instant.ts';

export type PlannedPart = {
  /** What is before the cut. */
  readonly kept: BookedSeries;
  /** What goes on, before anything is placed. */
  readonly next: BookedSeries;
  /** Visits that go on with it, as they shall be, with the claims and the versions that they have (SR15). */
  readonly visits: readonly Appointment[];
};

/** What the change makes of each series that it is about, the one that was asked for first. */
export type PlannedChange = { readonly parts: readonly PlannedPart[] };

type Asked = { readonly world: World; readonly context: Context };

/** Every part of the change, or why it cannot be: then nothing of it is done. */
export function plannedChange(input: SeriesChange, world: World, context: Context): PlannedChange | Decision {
  const { parts = [], ...own } = input;
  // Another repetition of two series at once would be there twice.
  if (input.times !== undefined && parts.length > 0) return refuse('invalid-input', 'parts');
  const planned: PlannedPart[] = [];
  for (const { phases = own.phases, ...part } of [own, ...parts]) {
    if (isNamedTwice(part, planned)) return refuse('already-exists', 'parts');
    const one = plannedPart({ ...own, ...part, ...(phases && { phases }) }, { world, context });
    if ('kind' in one) return one;
    planned.push(one);
  }
  return { parts: planned };
}

function isNamedTwice(
  { seriesId, nextSeriesId }: Pick<SeriesChange, 'seriesId' | 'nextSeriesId'>,
  all: readonly PlannedPart[],
) {
  return all.some(({ kept, next }) => kept.id === seriesId || next.id === nextSeriesId);
}

function plannedPart(input: SeriesChange, { world, context }: Asked): PlannedPart | Decision {
  if (world.find('series', input.nextSeriesId) !== null) return refuse('already-exists', 'nextSeriesId');
  const series = world.find('series', input.seriesId);
  if (series === null) return refuse('unknown-series', 'seriesId');
  if (series.isEnded) return refuse('series-ended', 'seriesId');
  const cut = cutSeries(series, input.scope, context.deskTime);
  if (!cut.ok) return refuseRule(cut.refusal);
  const { before, following } = cut.value;
  if (following === null) return refuse('in-the-past');
  if (input.times !== undefined && firstStart({ ...input.times, zone: series.zone }) < context.deskTime)
    return refuse('in-the-past', 'times.start');
  const askedFault = input.times === undefined ? null : timesFault({ ...input.times, zone: series.zone });
  if (askedFault !== null) return refuse(askedFault.code, `times.${askedFault.field}`);
  const times = changedTimes(following, input);
  if (!times.ok) return refuseRule(times.refusal);
  const next = nextSeries(series, times.value, { input, world, context });
  const fault = unknownReference(next, world) ?? clientFault(input, world) ?? visitFault({ ...next, start: EARLIEST });
  const badRule = fault === null ? ruleFault({ ...times.value, minutes: minutesOf(next) }) : refuse(fault);
  if (badRule !== null) return badRule;
  const kept = touched(before === null ? endedSeries(series, []) : withPattern(series, before), context);
  return {
    kept: { ...kept, version: series.version + 1, continuedBy: next.id },
    next,
    visits: standingVisits([series], input.takes, world)
      .filter(({ id }) => next.exceptions.some(({ appointmentId }) => appointmentId === id))
      .map((visit) => takenAlong(visit, series, next)),
  };
}

/** Moved, and then by another repetition; dates that it does not have any more stay for the exceptions alone. */
function changedTimes(following: Series, { shiftMs, times }: SeriesChange): Outcome<Series> {
  const shifted = shiftMs === undefined || shiftMs === 0 ? taken(following) : shiftSeries(following, shiftMs);
  if (!shifted.ok || times === undefined) return shifted;
  const { disambiguation: _side, ...asked } = times;
  return changeAll(shifted.value, { ...asked, minutes: following.minutes });
}

/** The wall times that the change brings itself; what it moves by `shiftMs` follows RR2. */
export function askedTimes({ times }: SeriesChange, { zone }: BookedSeries): AskedTimes | undefined {
  return times === undefined ? undefined : { ...times, zone };
}

/** Of what is before the cuts: the new series may begin among it, and must not be booked over it. */
export function keptIds(parts: readonly PlannedPart[]): ReadonlySet<string> {
  return new Set(
    parts.flatMap(({ kept }) =>
      virtualWithin(kept, { start: kept.claimedFrom, end: kept.claimedUntil }).map(({ id }) => id),
    ),
  );
}

type Making = Asked & { readonly input: SeriesChange };

function nextSeries(series: BookedSeries, times: Series, { input, world, context }: Making): BookedSeries {
  const service = input.serviceId === undefined ? null : world.find('services', input.serviceId);
  const phases = (input.swaps ?? []).reduce(
    (current, { from, to }) => swapResource(current, from, to),
    (input.phases ?? series.phases).map((phase) => ({ ...phase })),
  );
  const { continuedBy, continuesBeside: _before, ...pattern } = withPattern(series, times);
  const next: BookedSeries = {
    ...pattern,
    ...(continuedBy !== undefined && { continuesBeside: continuedBy }),
    id: input.nextSeriesId,
    version: 1,
    serviceId: input.serviceId ?? series.serviceId,
    clientIds: input.client === undefined ? series.clientIds : chosenClientIds(input.client),
    label: input.label ?? series.label,
    notes: input.notes ?? series.notes,
    phases,
    bufferBeforeMinutes: service?.bufferBeforeMinutes ?? series.bufferBeforeMinutes,
    bufferAfterMinutes: service?.bufferAfterMinutes ?? series.bufferAfterMinutes,
    isEnded: false,
    origin: series.origin ?? series.id,
  };
  return { ...touched(next, context), ...claimedSpan(next, context.now) };
}

function minutesOf({ phases }: BookedSeries): number {
  return phases.reduce((total, phase) => total + phase.minutes, 0);
}

function clientFault({ client }: SeriesChange, world: World): 'unknown-client' | null {
  return client?.kind === 'known' && world.find('clients', client.id) === null ? 'unknown-client' : null;
}
