import { z } from 'zod';
import { defineCommand, managerRoles } from '#shared/commands/command-definition.ts';
import { accept } from '#shared/commands/decision.ts';
import { idSchema } from '#shared/lib/text.ts';

/**
 * Takes back all time that is kept for a desk, without its consent: for one that is broken or lost (LE9). What it has
 * booked there meanwhile may then collide. The server ends the leases in the transaction that writes this down.
 */
export const endLeases = defineCommand({
  name: 'lease.end',
  schema: z.strictObject({ deskId: idSchema }),
  roles: managerRoles,
  reads: () => [],
  claims: () => [],
  decide: () => accept([]),
  invert: () => null,
});
