import { claimWindows } from '#shared/commands/claim-windows.ts';
import { deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import type { PlaceHold } from '#shared/replication/holds.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { type HoldRow, isInForce } from '#server/authority/holds/hold-tx.ts';
import { refsOf } from '#server/authority/holds/place-once.ts';
import { ownsHold } from '#server/authority/holds/token-hash.ts';
import { inCompany } from '#server/authority/in-company.ts';
import { joinedWindows, LoadedWorld } from '#server/authority/loaded-world.ts';
import type { AuthorityStore, LoadedDocuments, StoreTx } from '#server/authority/store.ts';

export type Wish = { readonly desk: DeskIdentity; readonly wanted: PlaceHold };

/** What is in the way for certain; null: nothing is, or it takes a closer look. */
export type Seen = readonly Conflict[] | null;

/** More would split those who wait into smaller companies. */
const looksAtOnce = 1;
const wishesAtOnce = 250;

/**
 * Looks at what is there for many at once. A look begins after everybody in it asked, so what it sees was true at a
 * moment between their asking and their answer (HS1). It locks and writes nothing.
 */
export function lookTogether(store: AuthorityStore): (tenantId: string, wish: Wish) => Promise<Seen> {
  return inCompany<Wish, Seen>({
    atOnce: looksAtOnce,
    most: wishesAtOnce,
    sizeOf: () => 1,
    work: (tenantId, wishes) => store.transaction(tenantId, (tx) => look(tx, wishes), { isImpatient: true }),
  });
}

type Sight = {
  readonly world: LoadedWorld;
  readonly actors: LoadedDocuments['actors'];
  readonly holds: ReadonlyMap<string, HoldRow>;
  readonly index: ClaimIndex;
};

async function look(tx: StoreTx, wishes: readonly Wish[]): Promise<readonly Seen[]> {
  const world = new LoadedWorld();
  const refs = wishes.flatMap(({ wanted }) => refsOf(wanted));
  const askers = wishes.map(({ desk, wanted }) => ({ deskId: desk.deskId, actorId: wanted.actorId }));
  const { actors, found } = await tx.loadDocuments({ askers, refs: unique(refs), subjects: [] });
  world.putDocuments(refs, found);
  const claims = await tx.loadClaims(joinedWindows(wishes.flatMap(({ wanted }) => claimWindows(wanted))));
  const named = wishes.flatMap(({ wanted: { id, replaces } }) => (replaces === null ? [id] : [id, replaces.id]));
  const holding = claims.flatMap(({ holder }) => (holder.kind === 'hold' ? [holder.id] : []));
  const { rows, now } = await tx.holds.find([...new Set([...named, ...holding])]);
  const holds = new Map(rows.map((row) => [row.id, row]));
  const inForce = claims.filter(({ holder }) => {
    const hold = holder.kind === 'hold' ? holds.get(holder.id) : undefined;
    return hold === undefined || isInForce(hold, now);
  });
  const sight = { world, actors, holds, index: indexOf(inForce) };
  return wishes.map((wish) => seenBy(wish, sight));
}

/** What anything else than a taken place is answered with is decided where it can be written down. */
function seenBy({ desk, wanted }: Wish, { world, actors, holds, index }: Sight): Seen {
  const actor = actors.find(({ deskId, person }) => deskId === desk.deskId && person.id === wanted.actorId);
  const mayHold: readonly string[] = deskRoles;
  if (actor === undefined || !mayHold.includes(actor.person.role)) return null;
  if (holds.has(wanted.id) || visitFault(wanted) !== null) return null;
  if (world.find('locations', wanted.locationId) === null) return null;
  const replaced = wanted.replaces === null ? undefined : holds.get(wanted.replaces.id);
  if (replaced !== undefined && !ownsHold(replaced, wanted.replaces?.ownerToken ?? '')) return null;
  const others: World = {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) =>
      index.overlapping(resourceId, window).filter(({ holder }) => holder.id !== replaced?.id),
  };
  const placement = place(wanted, others, wanted.appointmentId ?? wanted.id);
  return placement.kind === 'taken' ? placement.conflicts : null;
}

function indexOf(claims: readonly HeldClaim[]): ClaimIndex {
  const index = new ClaimIndex();
  for (const [holderId, those] of Map.groupBy(claims, ({ holder }) => holder.id)) index.set(holderId, those);
  return index;
}

function unique(refs: readonly DocumentRef[]): readonly DocumentRef[] {
  return [...new Map(refs.map((ref) => [`${ref.collection}/${ref.id}`, ref])).values()];
}
