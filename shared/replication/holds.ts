import { z } from 'zod';
import { refusalCodeSchema } from '#shared/commands/refusal.ts';
import { idSchema } from '#shared/lib/text.ts';
import { phaseSchema } from '#shared/scheduling/appointment.ts';
import { claimSchema } from '#shared/scheduling/claim.ts';
import { conflictSchema } from '#shared/scheduling/conflict.ts';
import { bufferSchema } from '#shared/scheduling/service.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** A hold and the secret that proves whose it is. The desk makes both; nobody else is ever shown the token. */
export const ownHoldSchema = z.strictObject({ id: idSchema, ownerToken: idSchema });
export type OwnHold = Readonly<z.infer<typeof ownHoldSchema>>;

/** Minutes that a clinic may choose for its holds. */
export const holdMinutesSchema = z.int().min(1).max(15);
export const DEFAULT_HOLD_MINUTES = 5;

/** The rules are HD1 to HD14 in SPEC.md. */
export const placeHoldInputSchema = z.strictObject({
  id: idSchema,
  ownerToken: idSchema,
  actorId: idSchema,
  /** The appointment that is being moved: what it has itself does not stand in the way. */
  appointmentId: idSchema.nullable(),
  /** Let go in the same step, when this one is held: another slot was chosen. */
  replaces: ownHoldSchema.nullable(),
  locationId: idSchema,
  start: instantSchema,
  phases: z.array(phaseSchema).min(1).max(12),
  bufferBeforeMinutes: bufferSchema,
  bufferAfterMinutes: bufferSchema,
});
export type PlaceHold = Readonly<z.infer<typeof placeHoldInputSchema>>;

/** A hold as every desk of the clinic may see it. */
export const publicHoldSchema = z.object({
  id: idSchema,
  deskId: idSchema,
  deskName: z.string(),
  actorId: idSchema,
  appointmentId: idSchema.nullable(),
  claims: z.array(claimSchema),
  /** By the clock of the database, which `serverTime` in `holds.list` tells. */
  placedAt: instantSchema,
  expiresAt: instantSchema,
});
export type PublicHold = Readonly<z.infer<typeof publicHoldSchema>>;

const heldSchema = z.object({ kind: z.literal('held'), hold: publicHoldSchema });

export const placeHoldOutputSchema = z.discriminatedUnion('kind', [
  heldSchema,
  z.object({ kind: z.literal('taken'), conflicts: z.array(conflictSchema) }),
  z.object({ kind: z.literal('refused'), code: refusalCodeSchema }),
]);
export type PlacedHold = Readonly<z.infer<typeof placeHoldOutputSchema>>;

export const extendHoldOutputSchema = z.discriminatedUnion('kind', [
  heldSchema,
  z.object({ kind: z.literal('ended') }),
]);
export type ExtendedHold = Readonly<z.infer<typeof extendHoldOutputSchema>>;

export const releaseHoldOutputSchema = z.object({ kind: z.enum(['released', 'not-owner']) });
export type ReleasedHold = Readonly<z.infer<typeof releaseHoldOutputSchema>>;

export const listHoldsOutputSchema = z.object({ holds: z.array(publicHoldSchema), serverTime: instantSchema });
export type ListedHolds = Readonly<z.infer<typeof listHoldsOutputSchema>>;

export const setHoldMinutesInputSchema = z.strictObject({ actorId: idSchema, minutes: holdMinutesSchema });
export const setHoldMinutesOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), minutes: holdMinutesSchema }),
  z.object({ kind: z.literal('refused'), code: refusalCodeSchema }),
]);
export type HoldMinutesSet = Readonly<z.infer<typeof setHoldMinutesOutputSchema>>;
