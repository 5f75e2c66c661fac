import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';
import { colorSchema } from '#shared/scheduling/resource.ts';

export const roles = ['owner', 'manager', 'receptionist', 'practitioner'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Somebody on the staff who signs in at a desk. */
export const personSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  name: requiredText(120),
  title: text(120),
  role: roleSchema,
  color: colorSchema,
  isActive: z.boolean(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;
