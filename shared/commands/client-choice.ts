import { z } from 'zod';
import { clientFields, clientSchema, type Client } from '#shared/scheduling/client.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { World } from '#shared/scheduling/world.ts';

/** Whom a visit is for: someone on file, someone new (who is put on file by the same command), or nobody yet. */
export const clientChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), id: idSchema }),
  z.strictObject({
    kind: z.literal('new'),
    id: idSchema,
    name: clientFields.shape.name,
    phone: clientFields.shape.phone,
  }),
  z.strictObject({ kind: z.literal('nobody') }),
]);
export type ClientChoice = Readonly<z.infer<typeof clientChoiceSchema>>;

export function chosenClientIds(choice: ClientChoice): string[] {
  return choice.kind === 'nobody' ? [] : [choice.id];
}

/** The client that the choice puts on file, or null when there is nothing to write. */
export function newClient(choice: ClientChoice, world: World): Client | null {
  if (choice.kind !== 'new' || world.find('clients', choice.id) !== null) return null;
  return clientSchema.parse({
    id: choice.id,
    version: 1,
    name: choice.name,
    phone: choice.phone,
    email: '',
    notes: '',
    birthDate: null,
    isActive: true,
  });
}
