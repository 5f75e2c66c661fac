import { setTimeout as sleep } from 'node:timers/promises';
import type { PlacedHold, PlaceHold } from '#shared/replication/holds.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { placeOnce, type Placing } from '#server/authority/holds/place-once.ts';
import { asOutage, patiently } from '#server/authority/patiently.ts';
import type { Pause } from '#server/authority/pause.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { Outage } from '#server/database/outage.ts';

export type Holding = { readonly store: AuthorityStore; readonly pause: Pause };

const attempts = 8;
const leaseTries = 30;
const leasePauseMs = 100;

/** Holds a place for a desk, all of it or nothing (HD1). Where another desk's lease is in the way, that desk is asked. */
export async function placeHold(holding: Holding, desk: DeskIdentity, wanted: PlaceHold): Promise<PlacedHold> {
  const leased: HeldClaim[] = [];
  let waits = 0;
  for (let attempt = 0; attempt < attempts;) {
    const outcome = await once(holding, desk, { wanted, leased });
    if (outcome.kind === 'overtaken') attempt += 1;
    else if (outcome.kind === 'leased') leased.push(...outcome.claims);
    else if (outcome.kind !== 'asked') return outcome;
    else if ((waits += 1) > leaseTries) break;
    else await sleep(leasePauseMs);
  }
  throw new Outage('busy', 'The place could not be held now.');
}

async function once({ store, pause }: Holding, desk: DeskIdentity, placing: Placing) {
  try {
    return await patiently(pause, () => store.transaction(desk.tenantId, (tx) => placeOnce(tx, desk, placing)));
  } catch (error) {
    throw asOutage(error);
  }
}
