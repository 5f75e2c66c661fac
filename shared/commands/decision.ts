import type { Refusal, RefusalCode } from '#shared/commands/refusal.ts';
import type { Adjustment } from '#shared/commands/verdict.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Role } from '#shared/scheduling/person.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';

/** A document as it shall be; its version is one more than the one it replaces. */
export type Change = {
  [Name in Collection]: { readonly collection: Name; readonly document: Documents[Name] };
}[Collection];

/** What `decide()` found, before anything is written. */
export type Decision =
  | { readonly kind: 'accepted'; readonly changes: readonly Change[]; readonly adjustments: readonly Adjustment[] }
  | { readonly kind: 'displaced'; readonly changes: readonly Change[]; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Who asks, from where, and what time it is: the desk's clock when predicting, the server's when deciding. */
export type Context = {
  readonly now: Instant;
  readonly commandId: string;
  readonly deskId: string;
  /** As the clinic knows the desk; only the server can tell. */
  readonly deskName?: string;
  readonly actorId: string;
  readonly role: Role;
  readonly deskTime: Instant;
};

export function accept(changes: readonly Change[], adjustments: readonly Adjustment[] = []): Decision {
  return { kind: 'accepted', changes, adjustments };
}

export function refuse(code: RefusalCode, field = '', conflicts: readonly Conflict[] = []): Decision {
  return { kind: 'refused', refusal: { code, field, conflicts: [...conflicts] } };
}
