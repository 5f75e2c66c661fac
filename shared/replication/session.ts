import { z } from 'zod';
import { idSchema, requiredText } from '#shared/lib/text.ts';
import { personSchema } from '#shared/scheduling/person.ts';

/** A desk proves once that it belongs to the clinic, and gets a key of its own. */
export const enrolInputSchema = z.strictObject({ code: z.string().min(8).max(200), deskName: requiredText(120) });
export const enrolOutputSchema = z.object({
  deskId: idSchema,
  /** Sent as `authorization: Bearer …` with every further call; the server keeps only its hash. */
  deskKey: z.string().min(32).max(200),
  tenantId: idSchema,
  tenantName: z.string(),
});
export type Enrolment = Readonly<z.infer<typeof enrolOutputSchema>>;

/** Binds a person to this desk. Later commands of that person are believed from this desk, also after an outage. */
export const pinSchema = z.string().regex(/^\d{4,8}$/, { error: 'not-a-pin' });
export const signInInputSchema = z.strictObject({ personId: idSchema, pin: pinSchema });
export const signInOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in'), person: personSchema }),
  z.object({ kind: z.literal('wrong-pin'), attemptsLeft: z.int() }),
  z.object({ kind: z.literal('locked'), retryAfterSeconds: z.int() }),
]);
export type SignIn = Readonly<z.infer<typeof signInOutputSchema>>;
