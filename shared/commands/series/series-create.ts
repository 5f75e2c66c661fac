import { z } from 'zod';
import { chosenClientIds, clientChoiceSchema, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { actedBy } from '#shared/commands/acted-by.ts';
import { timesFault, withAskedSides } from '#shared/commands/series/asked-sides.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import { seriesDecisionsSchema } from '#shared/commands/series/series-decision.ts';
import { firstStart } from '#shared/commands/series/series-terms.ts';
import { ruleFault, unknownReference } from '#shared/commands/series/series-rules.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type BookedSeries, seriesTimesFields, seriesVisitFields } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import { disambiguationSchema } from '#shared/time/clock-change.ts';
import { EARLIEST, LATEST } from '#shared/time/instant.ts';

const {
  clientIds: _clientIds,
  bufferBeforeMinutes: _before,
  bufferAfterMinutes: _after,
  ...visitFields
} = seriesVisitFields;

const schema = z.strictObject({
  /** `seriesIdFrom` of a new UUID. */
  seriesId: seriesIdSchema,
  ...seriesTimesFields,
  ...visitFields,
  client: clientChoiceSchema,
  /** Which is meant where `start` or an added date is skipped or shown twice by the clocks (SR12). */
  disambiguation: disambiguationSchema.optional(),
  decisions: seriesDecisionsSchema,
});
export type SeriesCreate = z.infer<typeof schema>;

/** Books a visit that recurs; clashes go where the person said, or into the conflict inbox (SR3). */
export const seriesCreate = defineCommand({
  name: 'series.create',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'series', id: input.seriesId },
    { collection: 'locations', id: input.locationId },
    { collection: 'services', id: input.serviceId },
    ...chosenClientIds(input.client).map((id): DocumentRef => ({ collection: 'clients', id })),
    ...appointmentResourceIds(input).map((id): DocumentRef => ({ collection: 'resources', id })),
  ],
  // The server does not tell the time before it has its locks, so where claims end is known only to decide().
  claims: () => [],
  decide,
  invert: ({ seriesId }) => ({
    name: 'series.cancel',
    input: { seriesId, scope: { kind: 'everything' }, reason: '', keepsMoved: false },
  }),
});

function decide(input: SeriesCreate, world: World, context: Context): Decision {
  if (world.find('series', input.seriesId) !== null) return refuse('already-exists');
  const draft = newSeries(input, world, context);
  const fault = seriesFault(draft, input, world);
  if (fault !== null) return fault;
  const client = newClient(input.client, world);
  const others: Change[] = client === null ? [] : [{ collection: 'clients', document: client }];
  const settled = settleSeries(draft, world, context, {
    decisions: withAskedSides(input.decisions, input),
    replaces: [],
  });
  return settledDecision([...others, ...settled.changes], settled.conflicts);
}

/** Why it cannot be made, whatever else is booked. */
export function seriesFault(draft: BookedSeries, input: SeriesCreate, world: World): Decision | null {
  const fault = unknownReference(draft, world) ?? clientFault(input, world) ?? timeFault(draft);
  if (fault !== null) return refuse(fault);
  const askedFault = timesFault(input);
  return askedFault === null ? ruleFault(virtualPattern(draft)) : refuse(askedFault.code, askedFault.field);
}

function clientFault({ client }: SeriesCreate, world: World): 'unknown-client' | null {
  return client.kind === 'known' && world.find('clients', client.id) === null ? 'unknown-client' : null;
}

function timeFault(draft: BookedSeries) {
  const start = firstStart(draft);
  if (start < EARLIEST || start >= LATEST) return 'year-out-of-range' as const;
  return visitFault({ start, phases: draft.phases });
}

/** The series as the input asks for it, before anything is placed. */
export function newSeries(
  { seriesId, client, decisions: _decisions, disambiguation: _side, ...fields }: SeriesCreate,
  world: World,
  context: Context,
) {
  const { now, actorId } = context;
  const service = world.find('services', fields.serviceId);
  const draft: BookedSeries = {
    ...fields,
    id: seriesId,
    version: 1,
    clientIds: chosenClientIds(client),
    bufferBeforeMinutes: service?.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: service?.bufferAfterMinutes ?? 0,
    exceptions: [],
    lanes: [],
    claimedFrom: now,
    claimedUntil: now,
    isEnded: false,
    createdAt: now,
    createdBy: actorId,
    updatedAt: now,
    placedBy: { ...actedBy(context), at: now },
  };
  return { ...draft, ...claimedSpan(draft, now) };
}
