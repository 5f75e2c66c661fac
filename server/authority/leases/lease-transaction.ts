import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { patiently } from '#server/authority/patiently.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';

/** Each of them waits for half a second where a lock is held, which is pause enough. */
const tries = 3;
const withoutPause = async (): Promise<void> => undefined;

/** One that waits for nobody long, because others wait for it meanwhile (HS5). */
export function leaseTransaction<Result>(
  store: AuthorityStore,
  { tenantId }: DeskIdentity,
  work: (tx: StoreTx) => Promise<Result>,
): Promise<Result> {
  return patiently(withoutPause, () => store.transaction(tenantId, work, { isImpatient: true }), tries);
}
