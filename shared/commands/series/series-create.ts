import { z } from 'zod';
import { chosenClientIds, clientChoiceSchema, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { actedBy } from '#shared/commands/acted-by.ts';
import { timesFault, withAskedSides } from '#shared/commands/series/asked-sides.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { adoptionFault, exceptionFor, releasedBy } from '#shared/commands/series/adopt-visit.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import { reparented } from '#shared/commands/series/reparent.ts';
import { seriesDecisionsSchema } from '#shared/commands/series/series-decision.ts';
import { firstStart } from '#shared/commands/series/series-terms.ts';
import { ruleFault, unknownReference } from '#shared/commands/series/series-rules.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
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
  /** Who else comes, of those on file. */
  furtherClientIds: z.array(idSchema).max(19).optional(),
  /** A visit that is booked already: it is the first date, and stays as it is. */
  adopts: idSchema.optional(),
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
    ...clientIdsOf(input).map((id): DocumentRef => ({ collection: 'clients', id })),
    ...(input.adopts === undefined ? [] : [{ collection: 'appointments' as const, id: input.adopts }]),
    ...appointmentResourceIds(input).map((id): DocumentRef => ({ collection: 'resources', id })),
  ],
  // The server does not tell the time before it has its locks, so where claims end is known only to decide().
  claims: () => [],
  decide,
  invert: ({ seriesId, adopts }) => ({
    name: 'series.cancel',
    input: {
      ...{ seriesId, scope: { kind: 'everything' }, reason: '', keepsMoved: false },
      ...(adopts !== undefined && { releases: adopts }),
    },
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
  const adopted = input.adopts === undefined ? [] : releasedBy(input.adopts, world, context);
  const changes = [...others, ...adopted, ...settled.changes, ...reparented(draft, world, context)];
  return settledDecision(changes, settled.conflicts);
}

/** Why it cannot be made, whatever else is booked. */
export function seriesFault(draft: BookedSeries, input: SeriesCreate, world: World): Decision | null {
  const fault =
    unknownReference(draft, world) ??
    clientFault(input, world) ??
    timeFault(draft) ??
    (input.adopts === undefined ? null : adoptionFault({ ...draft, exceptions: [] }, input.adopts, world));
  if (fault !== null) return refuse(fault);
  const askedFault = timesFault(input);
  return askedFault === null ? ruleFault(virtualPattern(draft)) : refuse(askedFault.code, askedFault.field);
}

function clientIdsOf({ client, furtherClientIds = [] }: SeriesCreate): string[] {
  return [...new Set([...chosenClientIds(client), ...furtherClientIds])];
}

function clientFault(input: SeriesCreate, world: World): 'unknown-client' | null {
  const { client } = input;
  const isUnknown = (id: string): boolean => world.find('clients', id) === null;
  const onFile = clientIdsOf(input).filter((id) => client.kind !== 'new' || id !== client.id);
  return onFile.some(isUnknown) ? 'unknown-client' : null;
}

function timeFault(draft: BookedSeries) {
  const start = firstStart(draft);
  if (start < EARLIEST || start >= LATEST) return 'year-out-of-range' as const;
  return visitFault({ start, phases: draft.phases });
}

/** The series as the input asks for it, before anything is placed. */
export function newSeries(input: SeriesCreate, world: World, context: Context): BookedSeries {
  const { seriesId, client: _client, furtherClientIds: _further, decisions: _decisions, adopts, ...rest } = input;
  const { disambiguation: _side, ...fields } = rest;
  const { now, actorId } = context;
  const service = world.find('services', fields.serviceId);
  const draft: BookedSeries = {
    ...fields,
    id: seriesId,
    version: 1,
    clientIds: clientIdsOf(input),
    bufferBeforeMinutes: service?.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: service?.bufferAfterMinutes ?? 0,
    exceptions: adopts === undefined ? [] : exceptionFor({ start: fields.start, adopts }),
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
