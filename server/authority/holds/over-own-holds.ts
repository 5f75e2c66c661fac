import type { Decision } from '#shared/commands/decision.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { StoreTx } from '#server/authority/store.ts';

export type OverOwnHolds = {
  readonly decision: Decision;
  /** Holds that the decision takes the time of; they end with it. */
  readonly superseded: readonly string[];
};

/**
 * What is booked in time that is kept for the desk is not stopped by a hold of that very desk, which a window that is no
 * more has left behind: the desk has promised it, and knows of nobody there (LE10).
 * @param decideWithout decides once more, as if these holds were not there.
 */
export async function overOwnHolds(
  tx: StoreTx,
  deskId: string,
  { first, decideWithout }: { first: Decision; decideWithout: (holdIds: readonly string[]) => Promise<Decision> },
): Promise<OverOwnHolds> {
  const superseded: string[] = [];
  let decision = first;
  for (;;) {
    const inTheWay = await ownHolds(tx, deskId, heldOf(decision));
    if (inTheWay.length === 0) break;
    superseded.push(...inTheWay);
    decision = await decideWithout(superseded);
  }
  if (superseded.length === 0 || !(await isInItsLeases(tx, deskId, decision)))
    return { decision: first, superseded: [] };
  // Whoever is just confirming one of them is waited for, and wins: what is taken then is seen when it is taken here.
  await tx.holds.lock(superseded);
  return { decision, superseded };
}

function heldOf(decision: Decision): readonly string[] {
  const conflicts: readonly Conflict[] =
    decision.kind === 'displaced' ? decision.conflicts : decision.kind === 'refused' ? decision.refusal.conflicts : [];
  return [...new Set(conflicts.flatMap(({ reason, holderId }) => (reason === 'held' ? (holderId ?? []) : [])))];
}

async function ownHolds(tx: StoreTx, deskId: string, holdIds: readonly string[]): Promise<readonly string[]> {
  if (holdIds.length === 0) return [];
  const { rows } = await tx.holds.find(holdIds);
  return rows.filter((row) => row.deskId === deskId).map(({ id }) => id);
}

async function isInItsLeases(tx: StoreTx, deskId: string, decision: Decision): Promise<boolean> {
  const visits =
    decision.kind === 'accepted' ? decision.changes.filter(({ collection }) => collection === 'appointments') : [];
  const claims = visits.flatMap(({ document }): readonly Claim[] => ('claims' in document ? document.claims : []));
  if (claims.length === 0) return false;
  const leases = (await tx.leases.inForce()).filter((lease) => lease.deskId === deskId);
  return claims.every((claim) => {
    const onIt = leases.filter(({ resourceId }) => resourceId === claim.resourceId);
    return subtract(claim, onIt).length === 0;
  });
}
