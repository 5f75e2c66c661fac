import { z } from 'zod';
import { defineCommand, managerRoles } from '#shared/commands/command-definition.ts';
import { accept } from '#shared/commands/decision.ts';
import { idSchema } from '#shared/lib/text.ts';
import { deskNameSchema } from '#shared/scheduling/desk-name.ts';

/** What a desk is called from now on, everywhere (DN2). The server writes the name in the transaction that writes this down. */
export const renameDesk = defineCommand({
  name: 'desk.rename',
  schema: z.strictObject({ deskId: idSchema, name: deskNameSchema }),
  roles: managerRoles,
  reads: () => [],
  claims: () => [],
  decide: () => accept([]),
  invert: () => null,
});
