import { z } from 'zod';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { accept, type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { closedException } from '#shared/commands/series/revive-exceptions.ts';
import { refuseRule } from '#shared/commands/series/series-rules.ts';
import { cutSeries, MOST_PARTS, seriesScopeSchema } from '#shared/commands/series/series-scope.ts';
import { isStanding, takenVisitsSchema } from '#shared/commands/series/standing-visit.ts';
import { endedSeries, termsOf, touched, withPattern } from '#shared/commands/series/series-terms.ts';
import { idSchema, text } from '#shared/lib/text.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { isExpected } from '#shared/scheduling/appointment-status.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { wholePattern } from '#shared/scheduling/series/series-pattern.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import type { World } from '#shared/scheduling/world.ts';
import { EARLIEST, type Instant } from '#shared/time/instant.ts';

const schema = z.strictObject({
  seriesId: seriesIdSchema,
  /** `everything`: the past too, as if it had never been; how making a series is undone. */
  scope: z.union([seriesScopeSchema, z.strictObject({ kind: z.literal('everything') })]),
  reason: text(400),
  /** Whether occurrences that were moved or edited by hand stay; arrived and cancelled ones always do. */
  keepsMoved: z.boolean(),
  /** A visit that was there before the series: it stays, and is of no series any more. */
  releases: idSchema.optional(),
  /** Visits that the series was made of: where they still stand they were not moved, and go too (SR15). */
  takes: takenVisitsSchema,
  /** Other series of the family that end with it; all of it is done or nothing (SR16). */
  parts: z
    .array(z.strictObject({ seriesId: seriesIdSchema, scope: seriesScopeSchema }))
    .max(MOST_PARTS)
    .optional(),
});
export type SeriesCancel = z.infer<typeof schema>;

/** Cancels an occurrence and all that follow, or all that are to come (SR9). */
export const seriesCancel = defineCommand({
  name: 'series.cancel',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    ...partsOf(input).map(({ seriesId }): DocumentRef => ({ collection: 'series', id: seriesId })),
    ...[...(input.takes ?? []), ...(input.releases === undefined ? [] : [input.releases])].map((id): DocumentRef => ({
      collection: 'appointments',
      id,
    })),
  ],
  claims: () => [],
  decide,
  invert: (input, before) => {
    const series = partsOf(input)
      .flatMap(({ seriesId }) => before.find('series', seriesId) ?? [])
      .filter(({ isEnded }) => !isEnded);
    if (series.length === 0) return null;
    const open = series.flatMap((one) => cancelledWith(one, { input, world: before, from: EARLIEST }));
    const revived = open.map(({ id, status }) => ({ appointmentId: id, status }));
    return { name: 'series.put-back', input: { terms: series.map(termsOf), ended: [], shiftMs: 0, revived } };
  },
});

type Part = Pick<SeriesCancel, 'seriesId' | 'scope'>;

function partsOf({ seriesId, scope, parts = [] }: SeriesCancel): readonly Part[] {
  return [{ seriesId, scope }, ...parts];
}

function decide(input: SeriesCancel, world: World, context: Context): Decision {
  const changes: Change[] = [];
  for (const part of partsOf(input)) {
    const ended = endedPart(part, input, { world, context });
    if (ended.kind === 'refused') return ended;
    changes.push(...ended.changes);
  }
  return accept(changes);
}

function endedPart({ seriesId, scope }: Part, input: SeriesCancel, { world, context }: Asked): Decision {
  const { reason, releases } = input;
  const series = world.find('series', seriesId);
  if (series === null) return refuse('unknown-series', 'seriesId');
  // What goes on from a change that this person had not seen would stay, and nobody would know.
  if (series.isEnded) return series.continuedBy === undefined ? accept([]) : refuse('series-ended', 'seriesId');
  const cut =
    scope.kind === 'everything'
      ? { ok: true as const, value: { before: null, following: wholePattern(series) } }
      : cutSeries(series, scope, context.deskTime);
  if (!cut.ok) return refuseRule(cut.refusal);
  const { before, following } = cut.value;
  if (following === null) return refuse('in-the-past');
  const gone = withPattern(series, following);
  const staying = series.exceptions.filter(({ appointmentId }) => appointmentId !== releases);
  const kept = before === null ? endedSeries(series, staying) : shortened(series, withPattern(series, before));
  const from = scope.kind === 'everything' ? EARLIEST : context.deskTime;
  return accept([
    { collection: 'series', document: { ...touched(kept, context), version: series.version + 1 } },
    ...(releases === undefined ? [] : released(series, releases, { world, context })),
    ...cancelledWith(gone, { input, world, from }).map((one): Change => ({
      collection: 'appointments',
      document: closedException(one, reason, context),
    })),
  ]);
}

type Cancelling = { readonly input: SeriesCancel; readonly world: World; readonly from: Instant };

/** Open appointments that go with these dates; where moved ones are to stay, those that were not. */
function cancelledWith(gone: BookedSeries, { input, world, from }: Cancelling): readonly Appointment[] {
  const { keepsMoved, releases, takes = [] } = input;
  return openExceptions(gone, world, from)
    .filter(({ id }) => id !== releases)
    .filter((one) => !keepsMoved || (takes.includes(one.id) && isStanding(one, gone)));
}

/** The visit that a series was made of, as it was before. */
function released({ id }: BookedSeries, visitId: string, { world, context }: Asked): readonly Change[] {
  const visit = world.find('appointments', visitId);
  if (visit?.occurrence?.seriesId !== id) return [];
  const { occurrence: _occurrence, ...alone } = visit;
  return [{ collection: 'appointments', document: { ...alone, version: visit.version + 1, updatedAt: context.now } }];
}

type Asked = { readonly world: World; readonly context: Context };

/** Exceptions after the end stay with the series as dates of their own (I14). */
function shortened(series: BookedSeries, before: BookedSeries): BookedSeries {
  const here = new Set(before.exceptions.map(({ appointmentId }) => appointmentId));
  const after = series.exceptions.filter(({ appointmentId }) => !here.has(appointmentId));
  return {
    ...before,
    added: [...before.added, ...after.map(({ recurrenceId }) => recurrenceId)],
    exceptions: [...series.exceptions],
  };
}

/** Exceptions that are still to come about. */
function openExceptions(series: BookedSeries, world: World, from: Instant): readonly Appointment[] {
  return series.exceptions
    .flatMap(({ appointmentId }) => world.find('appointments', appointmentId) ?? [])
    .filter((one) => isExpected(one) && one.end > from);
}
