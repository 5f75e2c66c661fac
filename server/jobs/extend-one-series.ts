import { extendSeries } from '#shared/commands/series/extend-series.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { virtualClaims, virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { instant } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { Clock } from '#server/authority/clock.ts';
import { bodyHash } from '#server/authority/command-body.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { decideOnWhole } from '#server/authority/judge.ts';
import { asClaims, askForLeases } from '#server/authority/leases/ask-for-leases.ts';
import { joinedWindows, LoadedWorld } from '#server/authority/loaded-world.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { verdictOf } from '#server/authority/verdict-of.ts';
import { write, type Written } from '#server/authority/write.ts';
import { isRetryable } from '#server/database/database-error.ts';

const DAY_MS = 86_400_000;
/** Zone rules hardly ever move a time by more; what was further away counts as new. */
const RULE_CHANGE_MS = 3 * 3_600_000;
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

/** `asked`: other desks have been asked for leased time that it needs, and may still answer (LE6). */
export type Extended = 'done' | 'asked' | 'overtaken';

/** Moves one series' claims on, in a transaction of its own. What desks that do not answer have leased is taken (LE7). */
export async function extendOneSeries(extension: Extension, seriesId: string): Promise<Extended> {
  const leased: HeldClaim[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await extendOnce({ ...extension, leased }, seriesId);
    if (outcome.kind === 'written' || outcome.kind === 'nothing') return 'done';
    if (outcome.kind === 'asked') return 'asked';
    if (outcome.kind === 'unanswered') leased.push(...outcome.claims);
  }
  return 'overtaken';
}

type Attempt = Extension & { readonly leased: readonly HeldClaim[] };
type Outcome =
  | { readonly kind: 'asked' | 'nothing' | 'overtaken' }
  | { readonly kind: 'unanswered'; readonly claims: readonly HeldClaim[] };

/** Impatient, because the desks that work on the series wait for it meanwhile (HS5). */
async function extendOnce(extension: Attempt, seriesId: string): Promise<Outcome | Written> {
  const { store, desk } = extension;
  const work = async (tx: StoreTx): Promise<Outcome | Written> => {
    await tx.setSavepoint();
    const written = await extendInside(tx, extension, seriesId);
    await (written.kind === 'written' ? tx.releaseSavepoint() : tx.rollBackToSavepoint());
    if (written.kind === 'written') await tx.announce();
    return written.kind === 'leased' ? askFor(tx, desk, written.claims) : written;
  };
  try {
    return await store.transaction(desk.tenantId, work, { isImpatient: true });
  } catch (error) {
    if (isRetryable(error)) return { kind: 'overtaken' };
    throw error;
  }
}

/** Of a lease only what is new in it is in the way: what occurrences held there before it stays theirs (LE2). */
async function askFor(tx: StoreTx, { deskId }: DeskIdentity, fresh: readonly HeldClaim[]): Promise<Outcome> {
  const asked = await askForLeases(tx, deskId, fresh);
  if (asked.kind !== 'unanswered') return { kind: asked.kind === 'asked' ? 'asked' : 'overtaken' };
  const claims = asClaims(asked.leases).flatMap((lease) =>
    fresh
      .filter((claim) => claim.resourceId === lease.resourceId && overlaps(claim, lease))
      .map((claim) => ({ ...lease, ...overlapOf(claim, lease) })),
  );
  return { kind: 'unanswered', claims };
}

function overlapOf(a: Interval, b: Interval): Interval {
  return { start: instant(Math.max(a.start, b.start)), end: instant(Math.min(a.end, b.end)) };
}

async function extendInside(
  tx: StoreTx,
  extension: Attempt,
  seriesId: string,
): Promise<Written | { readonly kind: 'nothing' }> {
  const { desk, isRederived, leased, newId } = extension;
  const ref = { collection: 'series', id: seriesId } as const;
  const world = new LoadedWorld();
  const { found } = await tx.loadDocuments({ askers: [], refs: [], subjects: [ref] });
  world.putDocuments([ref], found);
  let now = extension.clock();
  const series = world.find('series', seriesId);
  if (series === null || series.isEnded) return { kind: 'nothing' };
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
  const context = (): Context => {
    now = extension.clock();
    const { deskTime, actorId, id: commandId } = command;
    return { now, commandId, deskId: desk.deskId, actorId, role: 'owner', deskTime };
  };
  const decision = await decideOnWhole(
    tx,
    { name: command.name, decide: (seen, present) => extendSeries(series, seen, present) },
    { world, leased },
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
  return write(tx, [{ task, subject: ref, verdict: verdictOf(decision, now), changes, superseded: [] }], world);
}

/**
 * Whatever its occurrences hold goes, by their names, which other zone rules do not change; all of it is taken anew. What
 * it holds after that as before is nothing new to whoever has leased the time around it.
 */
async function forgetClaims(tx: StoreTx, world: LoadedWorld, series: BookedSeries): Promise<void> {
  const start = instant(series.claimedFrom - 2 * DAY_MS);
  const all = virtualWithin(series, { start, end: instant(series.claimedUntil + 2 * DAY_MS) });
  const ids = new Set(all.map(({ id }) => id));
  const held = await tx.loadClaims(joinedWindows([...virtualClaims(series).values()].flat().map(around)));
  world.wasHeld(held.filter(({ holder }) => ids.has(holder.id)));
  await tx.releaseClaims([...ids]);
  world.putDocuments([], [{ collection: 'series', document: { ...series, isEnded: true } }]);
}

function around({ resourceId, start, end }: HeldClaim): ClaimWindow {
  return { resourceId, start: instant(start - RULE_CHANGE_MS), end: instant(end + RULE_CHANGE_MS) };
}
