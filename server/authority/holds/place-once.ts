import { claimWindows } from '#shared/commands/claim-windows.ts';
import { deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import type { PlacedHold, PlaceHold } from '#shared/replication/holds.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type Claim, collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import { place } from '#shared/scheduling/place.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { claimsInForce } from '#server/authority/holds/claims-in-force.ts';
import { type HoldRow, isInForce } from '#server/authority/holds/hold-tx.ts';
import { asPublicHold } from '#server/authority/holds/public-hold.ts';
import { ownsHold, tokenHash } from '#server/authority/holds/token-hash.ts';
import { asClaims, askForLeases } from '#server/authority/leases/ask-for-leases.ts';
import { joinedWindows, LoadedWorld } from '#server/authority/loaded-world.ts';
import type { StoreTx } from '#server/authority/store.ts';

export type Placing = { readonly wanted: PlaceHold; readonly leased: readonly HeldClaim[] };

export type PlaceOutcome =
  | PlacedHold
  /** Somebody was quicker: look again at what is there now. */
  | { readonly kind: 'overtaken' }
  /** Another desk has been asked to give time up, and may still answer. */
  | { readonly kind: 'asked' }
  /** Those desks do not answer: their time is as good as taken. */
  | { readonly kind: 'leased'; readonly claims: readonly HeldClaim[] };

/** One try at a hold, in one transaction. */
export async function placeOnce(tx: StoreTx, desk: DeskIdentity, { wanted, leased }: Placing): Promise<PlaceOutcome> {
  const [before] = await tx.holds.lock([wanted.id]);
  if (before !== undefined) return again(tx, before, wanted);
  const world = new LoadedWorld();
  const refs = refsOf(wanted);
  const askers = [{ deskId: desk.deskId, actorId: wanted.actorId }];
  const { actors, found } = await tx.loadDocuments({ askers, refs, subjects: [] });
  world.putDocuments(refs, found);
  const actor = actors[0]?.person;
  if (actor === undefined) return refused('actor-unknown');
  const mayHold: readonly string[] = deskRoles;
  if (!mayHold.includes(actor.role)) return refused('not-permitted');
  if (world.find('locations', wanted.locationId) === null) return refused('unknown-location');
  const fault = visitFault(wanted);
  if (fault !== null) return refused(fault);
  const [replaced] = wanted.replaces === null ? [] : await tx.holds.lock([wanted.replaces.id]);
  if (replaced !== undefined && !ownsHold(replaced, wanted.replaces?.ownerToken ?? ''))
    return refused('hold-not-yours');
  const windows = joinedWindows(claimWindows(wanted));
  const ownHoldIds = replaced === undefined ? [] : [replaced.id];
  world.putClaims(windows, [...(await claimsInForce(tx, windows, ownHoldIds)), ...leased]);
  const placement = place(wanted, world, wanted.appointmentId ?? wanted.id);
  if (placement.kind === 'taken') return { kind: 'taken', conflicts: [...placement.conflicts] };
  const own = windows
    .flatMap((window) => world.claimsOn(window.resourceId, window))
    .filter(({ holder }) => holder.kind === 'appointment' && holder.id === wanted.appointmentId);
  return take(tx, desk, { wanted, replaced, claims: placement.claims, missing: notYetHad(placement.claims, own) });
}

type Taking = {
  readonly wanted: PlaceHold;
  readonly replaced: HoldRow | undefined;
  readonly claims: readonly Claim[];
  readonly missing: readonly Claim[];
};

async function take(
  tx: StoreTx,
  desk: DeskIdentity,
  { wanted, replaced, claims, missing }: Taking,
): Promise<PlaceOutcome> {
  const { id, actorId, appointmentId } = wanted;
  await tx.setSavepoint();
  if (replaced !== undefined) await tx.holds.end([replaced.id]);
  const held = missing.map((claim): HeldClaim => ({ ...claim, holder: { kind: 'hold', id } }));
  const isTaken = held.length > 0 && !(await tx.takeClaims(held));
  const hash = tokenHash(wanted.ownerToken);
  const hold = isTaken
    ? 'known'
    : await tx.holds.insert({ id, tokenHash: hash, deskId: desk.deskId, actorId, appointmentId, claims });
  if (hold === 'known') {
    await tx.rollBackToSavepoint();
    return { kind: 'overtaken' };
  }
  // Asked after the claims were taken, which waits for whoever grants a lease on their resources (LE2).
  const isLeased = hold === 'leased' || (held.length > 0 && (await tx.leases.inTheWay(desk.deskId, held)).length > 0);
  if (isLeased) {
    await tx.rollBackToSavepoint();
    const asked = await askForLeases(tx, desk.deskId, held);
    if (asked.kind === 'unanswered') return { kind: 'leased', claims: asClaims(asked.leases) };
    return asked.kind === 'free' ? { kind: 'overtaken' } : { kind: 'asked' };
  }
  await tx.releaseSavepoint();
  await tx.holds.announce();
  return { kind: 'held', hold: await asPublicHold(tx, hold) };
}

/** The same request once more, as after a lost reply: the same answer while it is in force (HD2). */
async function again(tx: StoreTx, hold: HoldRow, { ownerToken }: PlaceHold): Promise<PlacedHold> {
  if (!ownsHold(hold, ownerToken)) return refused('hold-not-yours');
  if (!isInForce(hold, await tx.holds.now())) return refused('hold-expired');
  return { kind: 'held', hold: await asPublicHold(tx, hold) };
}

export function refsOf(wanted: PlaceHold): readonly DocumentRef[] {
  const resources = appointmentResourceIds(wanted).map((id): DocumentRef => ({ collection: 'resources', id }));
  return [...resources, { collection: 'locations', id: wanted.locationId }];
}

/** A moved appointment may end up on time that it has already: no need to take that, and no way to (HD7). */
function notYetHad(claims: readonly Claim[], own: readonly Claim[]): readonly Claim[] {
  return claims.flatMap((claim) =>
    subtract(
      claim,
      own.filter((one) => collides(claim, one)),
    ).map((part) => ({ ...claim, ...part })),
  );
}

function refused(code: RefusalCode): { readonly kind: 'refused'; readonly code: RefusalCode } {
  return { kind: 'refused', code };
}
