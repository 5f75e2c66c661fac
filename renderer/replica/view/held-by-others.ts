import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import type { Interval } from '#shared/time/interval.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';

/** The time that other desks hold just now. */
export class HeldByOthers {
  readonly #store = createStore<readonly PublicHold[]>([]);
  readonly #claims = new ClaimIndex();

  get holds(): Store<readonly PublicHold[]> {
    return this.#store;
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    return this.#store.get().length === 0 ? [] : this.#claims.overlapping(resourceId, window);
  }

  /** @returns whether anything is different. */
  set(holds: readonly PublicHold[]): boolean {
    const before = this.#store.get();
    if (isSame(before, holds)) return false;
    for (const { id } of before) this.#claims.set(id, []);
    for (const { id, claims } of holds)
      this.#claims.set(
        id,
        claims.map((claim) => ({ ...claim, holder: { kind: 'hold', id } })),
      );
    this.#store.set(holds);
    return true;
  }
}

function isSame(before: readonly PublicHold[], now: readonly PublicHold[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ id, expiresAt }, at) => id === now[at]?.id && expiresAt === now[at].expiresAt)
  );
}
