import type { PublicHold } from '#shared/replication/holds.ts';
import type { RenewOutput } from '#shared/replication/leases.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import { overlaps } from '#shared/time/interval.ts';

type SpokenFor = {
  /** Time that is kept for other desks: the server may refuse it to this one (LE7). */
  readonly leases: RenewOutput['others'];
  /** What this desk's other windows hold (HU9). */
  readonly holds: readonly PublicHold[];
  /** By the server's clock. */
  readonly now: Instant;
};

/** The world to look for suggestions in: what is spoken for counts as taken, though somebody may still ask for it. */
export function offeringWorld(world: World, { leases, holds, now }: SpokenFor): World {
  const kept = Map.groupBy(
    leases.filter(({ expiresAt }) => expiresAt > now),
    ({ resourceId }) => resourceId,
  );
  if (kept.size === 0 && holds.length === 0) return world;
  const held = holds.flatMap(({ id, claims }) =>
    claims.map((claim): HeldClaim => ({ ...claim, holder: { kind: 'hold', id } })),
  );
  return {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) => [
      ...world.claimsOn(resourceId, window),
      ...held.filter((claim) => claim.resourceId === resourceId && overlaps(claim, window)),
      ...(kept.get(resourceId) ?? [])
        .filter((lease) => overlaps(lease, window))
        .flatMap((lease) => onAllLanes(lease, world)),
    ],
  };
}

function onAllLanes({ resourceId, start, end, deskId, deskName }: SpokenFor['leases'][number], world: World) {
  const lanes = world.find('resources', resourceId)?.lanes ?? 1;
  const holder = { kind: 'lease' as const, id: deskId, deskName };
  return Array.from({ length: lanes }, (_, lane): HeldClaim => {
    return { resourceId, lane, start, end, part: 'visit', holder };
  });
}
