import type { Change } from '#shared/commands/decision.ts';
import { endLeases } from '#shared/commands/end-leases.ts';
import { renameDesk } from '#shared/commands/rename-desk.ts';
import { assert } from '#shared/lib/must.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Judged } from '#server/authority/judge.ts';
import { freshClaims } from '#server/authority/leases/fresh-claims.ts';
import type { LoadedWorld } from '#server/authority/loaded-world.ts';
import type { StoreTx } from '#server/authority/store.ts';

export type Written =
  | { readonly kind: 'written' | 'taken' | 'changed-meanwhile' | 'known' }
  /** Time of another desk's lease. */
  | { readonly kind: 'leased'; readonly claims: readonly HeldClaim[] };

/**
 * Writes claims, documents and the commands with their verdicts. Anything but `written` means that somebody else was
 * quicker: the caller rolls back, and decides again on what is there now.
 */
export async function write(tx: StoreTx, judged: readonly Judged[], world: LoadedWorld): Promise<Written> {
  const changes = judged.flatMap((one) => one.changes);
  for (const change of changes) assertFitsWire(change);
  for (const one of judged) await endLeasesBy(tx, one);
  for (const one of judged) await renameDesksBy(tx, one);
  const before = world.released();
  const holderIds = new Set(before.map(({ holder }) => holder.id));
  if (holderIds.size > 0) await tx.releaseClaims([...holderIds]);
  await endHoldsBy(tx, judged);
  const claims = changes.flatMap((change) => world.takenBy(change));
  if (claims.length > 0 && !(await tx.takeClaims(claims))) return { kind: 'taken' };
  const entries = judged.map(({ task: { desk, command, hash, receivedAt }, subject, verdict, changes: own }) => ({
    record: { desk, command, hash, receivedAt, verdict, subjectId: subject?.id ?? null },
    changes: own,
    fresh: freshClaims(
      own.flatMap((change) => world.takenBy(change)),
      before,
    ),
  }));
  const kind = await tx.writeRows(entries);
  return kind === 'leased' ? { kind, claims: entries.flatMap(({ fresh }) => fresh) } : { kind };
}

/** Confirmed, or superseded (LE10): what they kept is taken in the same step (HD9). A refused command leaves its hold as it was (HD10). */
async function endHoldsBy(tx: StoreTx, judged: readonly Judged[]): Promise<void> {
  const confirming = judged.filter(({ verdict }) => verdict.kind !== 'refused');
  const holdIds = confirming.flatMap(({ task: { command }, superseded }) =>
    command.hold === null ? superseded : [command.hold.id, ...superseded],
  );
  if (holdIds.length === 0) return;
  await tx.holds.end(holdIds);
  await tx.holds.announce();
}

async function endLeasesBy(tx: StoreTx, { task: { command }, verdict }: Judged): Promise<void> {
  if (command.name !== endLeases.name || verdict.kind !== 'accepted') return;
  await tx.leases.endOf(endLeases.schema.parse(command.input).deskId);
}

async function renameDesksBy(tx: StoreTx, { task: { command }, verdict }: Judged): Promise<void> {
  if (command.name !== renameDesk.name || verdict.kind !== 'accepted') return;
  const { deskId, name } = renameDesk.schema.parse(command.input);
  await tx.leases.renameDesk(deskId, name);
}

// A document that no desk could read would stop every desk; then rather no document.
function assertFitsWire({ collection, document }: Change): void {
  const parsed = documentSchemas[collection].safeParse(document);
  assert(
    parsed.success,
    `a document of ${collection} does not fit its own schema: ${parsed.error?.issues[0]?.path.join('.') ?? ''}`,
  );
}
