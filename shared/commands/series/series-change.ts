import { z } from 'zod';
import { chosenClientIds, clientChoiceSchema, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { type AskedTimes, timesFault, withAskedSides } from '#shared/commands/series/asked-sides.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import { reparented } from '#shared/commands/series/reparent.ts';
import { seriesDecisionsSchema } from '#shared/commands/series/series-decision.ts';
import { refuseRule, ruleFault, unknownReference } from '#shared/commands/series/series-rules.ts';
import { cutSeries, seriesScopeSchema } from '#shared/commands/series/series-scope.ts';
import { endedSeries, firstStart, termsOf, touched, withPattern } from '#shared/commands/series/series-terms.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import { swapResource } from '#shared/commands/substitutes.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import { appointmentResourceIds, labelSchema, notesSchema, phaseSchema } from '#shared/scheduling/appointment.ts';
import { changeAll } from '#shared/scheduling/recurrence/change-series.ts';
import { type Outcome, taken } from '#shared/scheduling/recurrence/refusal.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { shiftSeries } from '#shared/scheduling/recurrence/shift-series.ts';
import { type BookedSeries, seriesTimesFields } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { World } from '#shared/scheduling/world.ts';
import { disambiguationSchema } from '#shared/time/clock-change.ts';
import { EARLIEST } from '#shared/time/instant.ts';

const { zone: _zone, ...timesFields } = seriesTimesFields;
const mostShiftMs = 366 * 86_400_000;

const schema = z.strictObject({
  seriesId: seriesIdSchema,
  /** `seriesIdFrom` of a new UUID: what goes on from the cut is a series of its own. */
  nextSeriesId: seriesIdSchema,
  scope: seriesScopeSchema,
  /** Everything moves by so many milliseconds of the wall: how a drag is meant. */
  shiftMs: z.int().min(-mostShiftMs).max(mostShiftMs).optional(),
  /** Another repetition, from a first date of its own. */
  times: z.strictObject({ ...timesFields, disambiguation: disambiguationSchema.optional() }).optional(),
  swaps: z
    .array(z.strictObject({ from: idSchema, to: idSchema }))
    .max(10)
    .optional(),
  phases: z.array(phaseSchema).min(1).max(12).optional(),
  serviceId: idSchema.optional(),
  client: clientChoiceSchema.optional(),
  label: labelSchema.optional(),
  notes: notesSchema.optional(),
  decisions: seriesDecisionsSchema,
});
export type SeriesChange = z.infer<typeof schema>;

/**
 * Changes an occurrence and all that follow, or all that are to come. What is before the cut stays as it was, and what
 * goes on is a new series, so that no name of an occurrence ever means another one. Exceptions survive (SR8).
 */
export const seriesChange = defineCommand({
  name: 'series.change',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'series', id: input.seriesId },
    { collection: 'series', id: input.nextSeriesId },
    ...(input.serviceId === undefined ? [] : [{ collection: 'services' as const, id: input.serviceId }]),
    ...(input.client === undefined ? [] : chosenClientIds(input.client)).map((id): DocumentRef => ({
      collection: 'clients',
      id,
    })),
    ...(input.phases === undefined ? [] : appointmentResourceIds({ phases: input.phases })).map((id): DocumentRef => ({
      collection: 'resources',
      id,
    })),
  ],
  claims: () => [],
  decide,
  invert: ({ seriesId, nextSeriesId, shiftMs }, before) => {
    const series = before.find('series', seriesId);
    if (series === null) return null;
    return {
      name: 'series.put-back',
      input: { terms: [termsOf(series)], ended: [nextSeriesId], shiftMs: -(shiftMs ?? 0), revived: [] },
    };
  },
});

function decide(input: SeriesChange, world: World, context: Context): Decision {
  const plan = plannedChange(input, world, context);
  if ('kind' in plan) return plan;
  const { kept, next } = plan;
  const client = input.client === undefined ? null : newClient(input.client, world);
  const settling = {
    decisions: withAskedSides(input.decisions, askedTimes(input, next)),
    replaces: [kept.id],
    staying: occurrenceIds(kept),
  };
  const settled = settleSeries(next, world, context, settling);
  const changes: Change[] = [
    ...(client === null ? [] : [{ collection: 'clients' as const, document: client }]),
    { collection: 'series', document: kept },
    ...settled.changes,
    ...reparented(next, world, context),
  ];
  return settledDecision(changes, settled.conflicts);
}

/** Of what is before the cut: the new series may begin among it, and must not be booked over it. */
export function occurrenceIds(kept: BookedSeries): ReadonlySet<string> {
  return new Set(virtualWithin(kept, { start: kept.claimedFrom, end: kept.claimedUntil }).map(({ id }) => id));
}

export type PlannedChange = {
  /** What is before the cut. */
  readonly kept: BookedSeries;
  /** What goes on, before anything is placed. */
  readonly next: BookedSeries;
};

/** The two series that the change makes of one, or why it cannot. */
export function plannedChange(input: SeriesChange, world: World, context: Context): PlannedChange | Decision {
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
  return { kept: { ...kept, version: series.version + 1, continuedBy: next.id }, next };
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

type Asked = { readonly input: SeriesChange; readonly world: World; readonly context: Context };

function nextSeries(series: BookedSeries, times: Series, { input, world, context }: Asked): BookedSeries {
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
