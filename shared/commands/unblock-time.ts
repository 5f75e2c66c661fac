import { z } from 'zod';
import { defineCommand, deskRoles } from '#shared/commands/command-definition.ts';
import { accept, refuse } from '#shared/commands/decision.ts';
import { idSchema } from '#shared/lib/text.ts';

const schema = z.strictObject({ blockId: idSchema });
export type UnblockTime = z.infer<typeof schema>;

/** Gives blocked time back. The block stays on file without claims, so that it can be put back. */
export const unblockTime = defineCommand({
  name: 'block.remove',
  schema,
  roles: deskRoles,
  reads: (input) => [{ collection: 'blocks', id: input.blockId }],
  claims: () => [],
  decide: ({ blockId }, world) => {
    const block = world.find('blocks', blockId);
    if (block === null) return refuse('unknown-block', 'blockId');
    if (block.isRemoved) return accept([]);
    const document = { ...block, version: block.version + 1, claims: [], isRemoved: true };
    return accept([{ collection: 'blocks', document }]);
  },
  invert: ({ blockId }, before) => {
    const block = before.find('blocks', blockId);
    if (block === null || block.isRemoved) return null;
    const { resourceId, start, end, kind, reason } = block;
    return { name: 'block.put', input: { blockId, resourceId, start, end, kind, reason } };
  },
});
