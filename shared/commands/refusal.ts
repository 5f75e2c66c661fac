import { z } from 'zod';
import { conflictSchema } from '#shared/scheduling/conflict.ts';

/** Every reason for which the domain says no. Stable: screens, logs and callers rely on the words. */
export const refusalCodes = [
  // The input itself.
  'invalid-input',
  'not-an-id',
  'not-an-instant',
  'not-a-date',
  'not-a-monday',
  'not-a-color',
  'not-text',
  'text-missing',
  'text-too-long',
  'text-not-storable',
  'unknown-zone',
  'unknown-currency',
  'year-out-of-range',
  'time-in-gap',
  'time-in-fold',
  'end-before-start',
  'too-long',
  'time-off-too-long',
  'minutes-out-of-range',
  'buffer-out-of-range',
  'lanes-out-of-range',
  'price-out-of-range',
  'same-resource-twice',
  'no-resource',
  'rule-unreadable',
  'rule-not-offered',
  'rule-never-matches',
  'too-many-occurrences',
  'series-too-far-ahead',
  'visits-overlap',
  // What it refers to.
  'unknown-command',
  'unknown-appointment',
  'unknown-block',
  'unknown-client',
  'unknown-location',
  'unknown-resource',
  'unknown-series',
  'unknown-service',
  'unknown-person',
  'unknown-time-off',
  'already-exists',
  'resource-inactive',
  // The state of things.
  'taken',
  'appointment-closed',
  'illegal-transition',
  'moved-meanwhile',
  'changed-meanwhile',
  'in-the-past',
  'still-in-use',
  'not-an-occurrence',
  'rule-cannot-be-split',
  'rule-cannot-move',
  'series-ended',
  'hold-expired',
  'hold-not-yours',
  // The one who asks.
  'not-permitted',
  'own-request',
  'actor-unknown',
  'command-id-reused',
  // The server's own failure on this one command; the desk may send it again by hand.
  'not-decidable',
] as const;
export const refusalCodeSchema = z.enum(refusalCodes);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

export const refusalSchema = z.object({
  code: refusalCodeSchema,
  /** The field of the input that is at fault, `start`, `client.name`; empty when it is none. */
  field: z.string().max(200),
  conflicts: z.array(conflictSchema),
});
export type Refusal = Readonly<z.infer<typeof refusalSchema>>;

export function isRefusalCode(word: string): word is RefusalCode {
  return (refusalCodes as readonly string[]).includes(word);
}
