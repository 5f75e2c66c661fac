import { z } from 'zod';

const NUL = '\u0000';

/** Text that a person typed: kept to the letter; refused only where no database or screen could keep it. */
export function text(maxLength: number): z.ZodType<string, string> {
  return z
    .string({ error: 'not-text' })
    .max(maxLength, { error: 'text-too-long' })
    .refine((value) => !value.includes(NUL) && value.isWellFormed(), { error: 'text-not-storable' });
}

/** Text with something in it besides white space. */
export function requiredText(maxLength: number): z.ZodType<string, string> {
  return text(maxLength).refine((value) => value.trim() !== '', { error: 'text-missing' });
}

/** Identifier of a document or command: a UUID in lower case. */
export const idSchema = z
  .string({ error: 'not-an-id' })
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, { error: 'not-an-id' });

/** Counts the changes of one document, from 1; it never goes backwards (I9). */
export const versionSchema = z.int().min(0);
