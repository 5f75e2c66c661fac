import { type Claim, type HeldClaim, collides } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type ClaimWish, type Visit, wishesByResource } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instant } from '#shared/time/instant.ts';

export type Placement =
  | { readonly kind: 'placed'; readonly claims: readonly Claim[] }
  | { readonly kind: 'taken'; readonly conflicts: readonly Conflict[] };

/**
 * Finds a free lane on every resource of the visit: all of them or none (I10).
 * @param holderId whose own claims do not stand in its way (a visit that is being moved).
 */
export function place(visit: Visit, world: World, holderId: string): Placement {
  const claims: Claim[] = [];
  const conflicts: Conflict[] = [];
  for (const [resourceId, wishes] of wishesByResource(visit)) {
    const found = placeOn(world.find('resources', resourceId), wishes, world, holderId);
    if (found.kind === 'placed') claims.push(...found.claims);
    else conflicts.push(...found.conflicts);
  }
  return conflicts.length === 0 ? { kind: 'placed', claims } : { kind: 'taken', conflicts };
}

/** Finds one lane of the resource that is free for all the wishes. */
export function placeOn(
  resource: Resource | null,
  wishes: readonly ClaimWish[],
  world: World,
  holderId: string,
): Placement {
  if (resource === null || !resource.isActive) return closed(wishes, 'inactive');
  if (resource.lanes === 0) return closed(wishes, 'no-lanes');
  const held = world.claimsOn(resource.id, hull(wishes)).filter((claim) => claim.holder.id !== holderId);
  for (let lane = 0; lane < resource.lanes; lane += 1) {
    const claims = wishes.map((wish): Claim => ({ ...wish, lane }));
    if (!claims.some((claim) => held.some((other) => collides(claim, other)))) return { kind: 'placed', claims };
  }
  return { kind: 'taken', conflicts: inTheWay(wishes, held) };
}

function hull(wishes: readonly ClaimWish[]): { start: ClaimWish['start']; end: ClaimWish['end'] } {
  return {
    start: instant(Math.min(...wishes.map((wish) => wish.start))),
    end: instant(Math.max(...wishes.map((wish) => wish.end))),
  };
}

const reasonOf = { appointment: 'taken', block: 'blocked', hold: 'held', lease: 'leased' } as const;

function inTheWay(wishes: readonly ClaimWish[], held: readonly HeldClaim[]): readonly Conflict[] {
  const blocking = held.filter((other) => wishes.some((wish) => collides({ ...wish, lane: other.lane }, other)));
  const byHolder = new Map<string, Conflict>();
  for (const { holder, resourceId, start, end, part } of blocking) {
    if (part === 'buffer' && byHolder.has(holder.id)) continue;
    const { id, deskName } = holder;
    const named = deskName === undefined ? {} : { deskName };
    byHolder.set(id, { resourceId, reason: reasonOf[holder.kind], holderId: id, ...named, start, end });
  }
  return [...byHolder.values()].slice(0, 10);
}

function closed(wishes: readonly ClaimWish[], reason: 'inactive' | 'no-lanes'): Placement {
  const first = wishes[0];
  if (first === undefined) return { kind: 'placed', claims: [] };
  const { start, end } = hull(wishes);
  return { kind: 'taken', conflicts: [{ resourceId: first.resourceId, reason, holderId: null, start, end }] };
}
