import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';

/** What a person may set of a client. */
export const clientFields = z.strictObject({
  name: requiredText(200),
  phone: text(60),
  email: text(254),
  notes: text(20_000),
  /** `1984-02-29`, or null when unknown. */
  birthDate: z.iso.date({ error: 'not-a-date' }).nullable(),
  isActive: z.boolean(),
});

export const clientSchema = clientFields.extend({ id: idSchema, version: versionSchema });
export type Client = Readonly<z.infer<typeof clientSchema>>;
