import { extendSeries } from '#shared/commands/series/extend-series.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { instant } from '#shared/time/instant.ts';
import type { Clock } from '#server/authority/clock.ts';
import { bodyHash } from '#server/authority/command-body.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { decideOnWhole } from '#server/authority/judge.ts';
import { LoadedWorld } from '#server/authority/loaded-world.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { verdictOf } from '#server/authority/verdict-of.ts';
import { write } from '#server/authority/write.ts';
import { isRetryable } from '#server/database/database-error.ts';

const DAY_MS = 86_400_000;
const attempts = 5;

export type Extension = {
  readonly store: AuthorityStore;
  /** The server as a desk, for the audit. */
  readonly desk: DeskIdentity;
  /** Read once the series is locked (F9). */
  readonly clock: Clock;
  /** The zone rules have changed: what is in the claims was worked out by others. */
  readonly isRederived: boolean;
  readonly newId: () => string;
};

/** Moves one series' claims on, in a transaction of its own. @returns whether it could. */
export async function extendOneSeries(extension: Extension, seriesId: string): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const kind = await extendOnce(extension, seriesId);
    if (kind === 'written' || kind === 'nothing') return true;
  }
  return false;
}

/** Impatient, because the desks that work on the series wait for it meanwhile (HS5). */
async function extendOnce(extension: Extension, seriesId: string): Promise<string> {
  const { store, desk } = extension;
  const work = async (tx: StoreTx): Promise<string> => {
    await tx.setSavepoint();
    const written = await extendInside(tx, extension, seriesId);
    await (written === 'written' ? tx.releaseSavepoint() : tx.rollBackToSavepoint());
    if (written === 'written') await tx.announce();
    return written;
  };
  try {
    return await store.transaction(desk.tenantId, work, { isImpatient: true });
  } catch (error) {
    if (isRetryable(error)) return 'overtaken';
    throw error;
  }
}

async function extendInside(tx: StoreTx, extension: Extension, seriesId: string): Promise<string> {
  const { desk, isRederived, newId } = extension;
  const ref = { collection: 'series', id: seriesId } as const;
  const world = new LoadedWorld();
  const { found } = await tx.loadDocuments({ askers: [], refs: [], subjects: [ref] });
  world.putDocuments([ref], found);
  const now = extension.clock();
  const series = world.find('series', seriesId);
  if (series === null || series.isEnded) return 'nothing';
  if (isRederived) await forgetClaims(tx, world, series);
  const command: Command = {
    id: newId(),
    name: 'series.extend',
    actorId: series.createdBy,
    deskTime: now,
    sequence: 1,
    input: { seriesId, isRederived },
    hold: null,
  };
  const context: Context = {
    now,
    commandId: command.id,
    deskId: desk.deskId,
    actorId: command.actorId,
    role: 'owner',
    deskTime: now,
  };
  const decide = (seen: LoadedWorld) => extendSeries(series, seen, context);
  const decision = await decideOnWhole(
    tx,
    { name: command.name, decide: () => decide(world) },
    { world, leased: [] },
    context,
  );
  const changes = decision.kind === 'refused' ? [] : decision.changes;
  world.apply(changes);
  const task = {
    desk,
    command,
    hash: bodyHash(command),
    receivedAt: new Date(now),
    isReoffered: false,
    wasDecided: false,
  };
  const { kind } = await write(tx, [{ task, subject: ref, verdict: verdictOf(decision, now), changes }], world);
  return kind;
}

/** Whatever its occurrences hold goes, by their names, which other zone rules do not change; all of it is taken anew. */
async function forgetClaims(tx: StoreTx, world: LoadedWorld, series: BookedSeries): Promise<void> {
  const start = instant(series.claimedFrom - 2 * DAY_MS);
  const all = virtualWithin(series, { start, end: instant(series.claimedUntil + 2 * DAY_MS) });
  await tx.releaseClaims(all.map(({ id }) => id));
  world.putDocuments([], [{ collection: 'series', document: { ...series, isEnded: true } }]);
}
