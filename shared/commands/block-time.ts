import { z } from 'zod';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { idSchema, text } from '#shared/lib/text.ts';
import { importedSequenceSchema } from '#shared/scheduling/appointment.ts';
import { blockKindSchema, type Block } from '#shared/scheduling/block.ts';
import { type Claim, LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import { placeOn } from '#shared/scheduling/place.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instantSchema, minutesBetween } from '#shared/time/instant.ts';

const schema = z
  .strictObject({
    blockId: idSchema,
    resourceId: idSchema,
    start: instantSchema,
    end: instantSchema,
    kind: blockKindSchema,
    reason: text(200),
    /** From a calendar file: only a higher one than before changes anything, and what was removed stays so (IC11). */
    importedSequence: importedSequenceSchema.optional(),
    importedFrom: idSchema.optional(),
  })
  .refine((input) => input.start < input.end, { error: 'end-before-start', path: ['end'] })
  .refine((input) => minutesBetween(input.start, input.end) <= LONGEST_CLAIM_MINUTES, {
    error: 'too-long',
    path: ['end'],
  });
export type BlockTime = z.infer<typeof schema>;

/** Keeps a resource's time from being booked, on all of its lanes; also how a block is changed or put back. */
export const blockTime = defineCommand({
  name: 'block.put',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'blocks', id: input.blockId },
    { collection: 'resources', id: input.resourceId },
  ],
  claims: ({ resourceId, start, end }) => [{ resourceId, start, end }],
  decide,
  invert: (input, before) => {
    const { blockId } = input;
    const block = before.find('blocks', blockId);
    if (block !== null && isOldNews(block, input)) return null;
    if (block === null || block.isRemoved) return { name: 'block.remove', input: { blockId } };
    const { resourceId, start, end, kind, reason } = block;
    return { name: 'block.put', input: { blockId, resourceId, start, end, kind, reason } };
  },
});

function decide(input: BlockTime, world: World, context: Context): Decision {
  const resource = world.find('resources', input.resourceId);
  if (resource === null) return refuse('unknown-resource', 'resourceId');
  if (!resource.isActive) return refuse('resource-inactive', 'resourceId');
  const existing = world.find('blocks', input.blockId);
  if (existing !== null && isOldNews(existing, input)) return accept([]);
  const claims = claimsOf(input, resource);
  const taken = claims
    .map((claim) => placeOn({ ...resource, lanes: 1 }, [wish(claim)], onlyLane(world, claim.lane), input.blockId))
    .flatMap((found) => (found.kind === 'taken' ? found.conflicts : []));
  if (taken.length > 0) return refuse('taken', '', taken);
  const {
    blockId,
    importedSequence = existing?.importedSequence,
    importedFrom = existing?.importedFrom,
    ...fields
  } = input;
  const document: Block = {
    ...fields,
    id: blockId,
    version: (existing?.version ?? 0) + 1,
    claims,
    isRemoved: false,
    createdBy: existing?.createdBy ?? context.actorId,
    createdAt: existing?.createdAt ?? context.now,
    ...(importedSequence !== undefined && { importedSequence }),
    ...(importedFrom !== undefined && { importedFrom }),
  };
  return accept([{ collection: 'blocks', document }]);
}

function isOldNews(existing: Block, { importedSequence }: BlockTime): boolean {
  if (importedSequence === undefined) return false;
  return existing.isRemoved || importedSequence <= (existing.importedSequence ?? importedSequence);
}

function claimsOf({ resourceId, start, end }: BlockTime, resource: Resource): Claim[] {
  return Array.from({ length: resource.lanes }, (_, lane) => ({
    resourceId,
    lane,
    start,
    end,
    part: 'visit' as const,
  }));
}

function wish({ resourceId, start, end, part }: Claim): Omit<Claim, 'lane'> {
  return { resourceId, start, end, part };
}

/** The world as if the resource had this lane alone, numbered 0. */
function onlyLane(world: World, lane: number): World {
  return {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) =>
      world
        .claimsOn(resourceId, window)
        .filter((claim) => claim.lane === lane)
        .map((claim) => ({ ...claim, lane: 0 })),
  };
}
