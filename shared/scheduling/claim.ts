import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { instantSchema } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';

/**
 * A resource's lane over a half-open interval. Claims are what collides; nothing else is ever compared.
 * `visit` is the time itself; `buffer` is the time kept clear around it, which two neighbours may share.
 */
export const claimSchema = z.strictObject({
  resourceId: idSchema,
  lane: z.int().min(0).max(99),
  start: instantSchema,
  end: instantSchema,
  part: z.enum(['visit', 'buffer']),
});
export type Claim = Readonly<z.infer<typeof claimSchema>>;

export type Holder = {
  readonly kind: 'appointment' | 'block' | 'hold' | 'lease';
  readonly id: string;
  /** Of a lease: what its desk is called. */
  readonly deskName?: string;
};

/** A claim with the one that made it. */
export type HeldClaim = Claim & { readonly holder: Holder };

/** No claim lasts longer (rule F11); look-ups rely on it. */
export const LONGEST_CLAIM_MINUTES = 1440;

/** Two buffers may share time, the larger counts; a visit shares with nothing. */
export function collides(a: Claim, b: Claim): boolean {
  return (
    a.resourceId === b.resourceId &&
    a.lane === b.lane &&
    !(a.part === 'buffer' && b.part === 'buffer') &&
    overlaps(a, b)
  );
}
