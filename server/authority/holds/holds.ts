import type { ExtendedHold, HoldMinutesSet, ListedHolds, OwnHold, PlacedHold } from '#shared/replication/holds.ts';
import type { PlaceHold, ReleasedHold } from '#shared/replication/holds.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { extendHold, listHolds, releaseHold } from '#server/authority/holds/own-hold.ts';
import { type Holding, placeHold } from '#server/authority/holds/place-hold.ts';
import { asOutage, patiently } from '#server/authority/patiently.ts';
import type { StoreTx } from '#server/authority/store.ts';

/** Holds of a tenant; the rules are HD1 to HD14 in shared/replication/SPEC.md. */
export type Holds = {
  place(desk: DeskIdentity, wanted: PlaceHold): Promise<PlacedHold>;
  extend(desk: DeskIdentity, hold: OwnHold): Promise<ExtendedHold>;
  release(desk: DeskIdentity, hold: OwnHold): Promise<ReleasedHold>;
  list(desk: DeskIdentity): Promise<ListedHolds>;
  setMinutes(desk: DeskIdentity, wanted: { actorId: string; minutes: number }): Promise<HoldMinutesSet>;
};

export function holdsOf(holding: Holding, setMinutes: Holds['setMinutes']): Holds {
  const inTransaction = async <Result>(desk: DeskIdentity, work: (tx: StoreTx) => Promise<Result>): Promise<Result> => {
    try {
      return await patiently(holding.pause, () =>
        holding.store.transaction(desk.tenantId, work, { isImpatient: true }),
      );
    } catch (error) {
      throw asOutage(error);
    }
  };
  return {
    place: (desk, wanted) => placeHold(holding, desk, wanted),
    extend: (desk, hold) => inTransaction(desk, (tx) => extendHold(tx, hold)),
    release: (desk, hold) => inTransaction(desk, (tx) => releaseHold(tx, desk, hold)),
    list: (desk) => inTransaction(desk, listHolds),
    setMinutes,
  };
}
