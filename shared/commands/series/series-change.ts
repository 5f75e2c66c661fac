import { z } from 'zod';
import { chosenClientIds, clientChoiceSchema, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { type Change, type Context, type Decision } from '#shared/commands/decision.ts';
import { overlayWorld } from '#shared/commands/overlay-world.ts';
import { withAskedSides } from '#shared/commands/series/asked-sides.ts';
import { placeVisits, withVisits } from '#shared/commands/series/place-visits.ts';
import { askedTimes, keptIds, plannedChange, type PlannedPart } from '#shared/commands/series/plan-change.ts';
import { reparented } from '#shared/commands/series/reparent.ts';
import { type SeriesDecision, seriesDecisionsSchema } from '#shared/commands/series/series-decision.ts';
import { MOST_PARTS, seriesScopeSchema } from '#shared/commands/series/series-scope.ts';
import { termsOf } from '#shared/commands/series/series-terms.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import { takenVisitsSchema } from '#shared/commands/series/standing-visit.ts';
import { visitsBefore } from '#shared/commands/series/visits-before.ts';
import { idSchema } from '#shared/lib/text.ts';
import { appointmentResourceIds, labelSchema, notesSchema, phaseSchema } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { occurrenceNamed } from '#shared/scheduling/recurrence/occurrences.ts';
import { seriesTimesFields } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import { disambiguationSchema } from '#shared/time/clock-change.ts';
import { mustBeWall } from '#shared/time/wall.ts';

const { zone: _zone, ...timesFields } = seriesTimesFields;
const mostShiftMs = 366 * 86_400_000;
const phasesSchema = z.array(phaseSchema).min(1).max(12);

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
  phases: phasesSchema.optional(),
  serviceId: idSchema.optional(),
  client: clientChoiceSchema.optional(),
  label: labelSchema.optional(),
  notes: notesSchema.optional(),
  decisions: seriesDecisionsSchema,
  /** Visits that the series was made of, which change with it where they still stand (SR15). */
  takes: takenVisitsSchema,
  /** Other series of the family, which change by the same; all of it is done or nothing (SR16). */
  parts: z
    .array(
      z.strictObject({
        seriesId: seriesIdSchema,
        nextSeriesId: seriesIdSchema,
        scope: seriesScopeSchema,
        /** Instead of the change's own. */
        phases: phasesSchema.optional(),
      }),
    )
    .max(MOST_PARTS)
    .optional(),
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
    ...partsOf(input).flatMap(({ seriesId, nextSeriesId }): DocumentRef[] => [
      { collection: 'series', id: seriesId },
      { collection: 'series', id: nextSeriesId },
    ]),
    ...(input.serviceId === undefined ? [] : [{ collection: 'services' as const, id: input.serviceId }]),
    ...(input.client === undefined ? [] : chosenClientIds(input.client)).map((id): DocumentRef => ({
      collection: 'clients',
      id,
    })),
    ...partsOf(input)
      .flatMap(({ phases = [] }) => appointmentResourceIds({ phases }))
      .map((id): DocumentRef => ({ collection: 'resources', id })),
    ...(input.takes ?? []).map((id): DocumentRef => ({ collection: 'appointments', id })),
  ],
  claims: () => [],
  decide,
  invert: (input, before) => {
    const { shiftMs = 0, takes } = input;
    const parts = partsOf(input);
    const series = parts.map(({ seriesId }) => before.find('series', seriesId)).filter((one) => one !== null);
    if (series.length < parts.length) return null;
    const { visits, revived } = visitsBefore({ series, takes, shiftMs, decisions: input.decisions }, before);
    return {
      name: 'series.put-back',
      input: {
        ...{ terms: series.map(termsOf), ended: parts.map(({ nextSeriesId }) => nextSeriesId) },
        ...{ shiftMs: -shiftMs, revived },
        ...(visits.length > 0 && { visits }),
      },
    };
  },
});

function partsOf({ seriesId, nextSeriesId, phases, parts = [] }: SeriesChange) {
  return [{ seriesId, nextSeriesId, phases }, ...parts];
}

function decide(input: SeriesChange, world: World, context: Context): Decision {
  const plan = plannedChange(input, world, context);
  if ('kind' in plan) return plan;
  const client = input.client === undefined ? null : newClient(input.client, world);
  const settled = settledParts(plan.parts, input, { world, context });
  const changes: Change[] = [
    ...(client === null ? [] : [{ collection: 'clients' as const, document: client }]),
    ...settled.changes,
  ];
  return settledDecision(changes, settled.conflicts);
}

type Asked = { readonly world: World; readonly context: Context };

/** The visits first, then part for part; each sees where those before it are now, and none where others were. */
function settledParts(parts: readonly PlannedPart[], input: SeriesChange, { world, context }: Asked) {
  const drawn = overlayWorld(world);
  const settling = { replaces: parts.map(({ kept }) => kept.id), staying: keptIds(parts) };
  const placing = { ...settling, context, decisions: input.decisions };
  const placed = placeVisits(
    parts.flatMap(({ visits }) => visits),
    drawn,
    placing,
  );
  const changes: Change[] = [];
  const conflicts: Conflict[] = [...placed.conflicts];
  for (const part of parts) {
    const decisions = withAskedSides(decisionsFor(part, input.decisions), askedTimes(input, part.next));
    const settled = settleSeries(part.next, drawn, context, { ...settling, decisions });
    drawn.apply(settled.changes);
    changes.push({ collection: 'series', document: part.kept }, ...settled.changes);
    conflicts.push(...settled.conflicts);
  }
  const moved = parts.flatMap(({ next }) => reparented(next, world, context));
  return { changes: [...changes, ...withVisits(moved, placed)], conflicts };
}

/** What was said about this part's own dates, but for those of visits, which have had their say. */
function decisionsFor({ next, visits }: PlannedPart, decisions: readonly SeriesDecision[]): readonly SeriesDecision[] {
  const taken = new Set(visits.map(({ occurrence }) => occurrence?.recurrenceId));
  const pattern = virtualPattern(next);
  return decisions.filter(
    ({ recurrenceId }) => !taken.has(recurrenceId) && occurrenceNamed(pattern, mustBeWall(recurrenceId)) !== null,
  );
}
