import type { PlacedHold, PlaceHold } from '#shared/replication/holds.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Seen, Wish } from '#server/authority/holds/look-together.ts';
import { placeOnce, type Placing as Attempt } from '#server/authority/holds/place-once.ts';
import type { Placing, PlacingsUnderWay } from '#server/authority/holds/placings-under-way.ts';
import { asOutage, patiently } from '#server/authority/patiently.ts';
import type { Pause } from '#server/authority/pause.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { Outage } from '#server/database/outage.ts';

export type Holding = { readonly store: AuthorityStore; readonly pause: Pause; readonly hotSlots: HotSlots | null };

/** In front of the database, and never instead of it: says no early, and never yes (HS1 to HS3). */
export type HotSlots = {
  readonly underWay: PlacingsUnderWay;
  look(tenantId: string, wish: Wish): Promise<Seen>;
};

const attempts = 8;
const leaseTries = 40;
const longestLeasePauseMs = 200;

const looks = 20;
/** Nobody waits longer for somebody else's placing before trying for themselves. */
const longestWaitMs = 500;

/** Holds a place for a desk, all of it or nothing (HD1). */
export async function placeHold(holding: Holding, desk: DeskIdentity, wanted: PlaceHold): Promise<PlacedHold> {
  const { hotSlots } = holding;
  if (hotSlots === null) return placeInDatabase(holding, desk, wanted);
  const turn = await waitForTurn(hotSlots, desk, wanted);
  if (turn.kind === 'taken') return { kind: 'taken', conflicts: [...turn.conflicts] };
  try {
    return await placeInDatabase(holding, desk, wanted);
  } finally {
    turn.end();
  }
}

type Turn =
  | { readonly kind: 'taken'; readonly conflicts: NonNullable<Seen> }
  /** To try, which others of this process see from now on, until it has ended. */
  | { readonly kind: 'try'; end(): void };

/** Looks first where others want the same time, or did a moment ago; and tries only when nobody else of this process does. */
async function waitForTurn({ underWay, look }: HotSlots, desk: DeskIdentity, wanted: PlaceHold): Promise<Turn> {
  for (let looked = 0; looked < looks; looked += 1) {
    const others = underWay.meeting(desk.tenantId, wanted);
    const trying = others.filter(({ isOver }) => !isOver);
    if (trying.length === 0 && (others.length === 0 || looked > 0)) break;
    const hasEnded = trying.length === 0 || (await endsInTime(trying));
    const seen = await look(desk.tenantId, { desk, wanted }).catch(asFailure);
    if (seen !== null) return { kind: 'taken', conflicts: seen };
    if (!hasEnded) break;
  }
  // In the same step as the last question who else is trying: otherwise all who saw room would.
  return { kind: 'try', end: underWay.begin(desk.tenantId, wanted) };
}

/** Whether any of them is over before it takes too long. */
async function endsInTime(placings: readonly Placing[]): Promise<boolean> {
  const tooLong = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => tooLong.resolve(false), longestWaitMs).unref();
  const ended = await Promise.race([...placings.map((one) => one.ended.then(() => true)), tooLong.promise]);
  clearTimeout(timer);
  return ended;
}

function asFailure(error: unknown): never {
  throw asOutage(error);
}

/** Where another desk's lease is in the way, that desk is asked. */
async function placeInDatabase(holding: Holding, desk: DeskIdentity, wanted: PlaceHold): Promise<PlacedHold> {
  const leased: HeldClaim[] = [];
  let waits = 0;
  for (let attempt = 0; attempt < attempts;) {
    const outcome = await once(holding, desk, { wanted, leased });
    if (outcome.kind === 'overtaken') {
      attempt += 1;
      await holding.pause(5 * 2 ** attempt);
    } else if (outcome.kind === 'leased') leased.push(...outcome.claims);
    else if (outcome.kind !== 'asked') return outcome;
    else if ((waits += 1) > leaseTries) break;
    else await holding.pause(longestLeasePauseMs);
  }
  throw new Outage('busy', 'The place could not be held now.');
}

async function once({ store, pause }: Holding, desk: DeskIdentity, placing: Attempt) {
  try {
    return await patiently(pause, () =>
      store.transaction(desk.tenantId, (tx) => placeOnce(tx, desk, placing), { isImpatient: true }),
    );
  } catch (error) {
    throw asOutage(error);
  }
}
