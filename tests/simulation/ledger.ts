import { commandDefinition } from '#shared/commands/registry.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Command, CommandVerdict } from '#shared/replication/protocol.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import { type Claim, collides } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { bodyHash } from '#server/authority/command-body.ts';
import { claimWords } from '#tests/simulation/claim-words.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { LeasePromises } from '#tests/simulation/lease-promises.ts';
import { leasesAreKept } from '#tests/simulation/leases-are-kept.ts';
import type { MemoryLeases } from '#tests/simulation/store/memory-leases.ts';
import type { HoldRecord } from '#tests/simulation/store/hold-record.ts';
import { serverDesk } from '#tests/simulation/series-horizon.ts';
import { seriesCommitted } from '#tests/simulation/series-ledger.ts';
import {
  type ClaimRow,
  commandKey,
  rowKey,
  type Row,
  type Tables,
  type Transaction,
} from '#tests/simulation/store/memory-engine.ts';
import { Violation } from '#tests/simulation/violation.ts';

type Beside = {
  readonly holds: HoldRecord;
  readonly leases: MemoryLeases;
  readonly promises: LeasePromises;
  readonly now: Instant;
  /** Claims of series are still by other zone rules (SR5). */
  readonly isStale: boolean;
};

type Known = { readonly verdict: string; readonly kind: Verdict['kind']; readonly hash: string };

/** What the server has committed and said, and what must be true of it at every commit. */
export class Ledger {
  readonly #coverage: Coverage;
  readonly #known = new Map<string, Known>();
  /** Commands that a restore of an old backup has taken from the server. */
  readonly lost = new Set<string>();
  /** Those that ever were: what a desk was told of them may be of a history that is no more. */
  readonly everLost = new Set<string>();
  /** Those that a server has ever decided and not refused: offered again, their holds need not be in force (RO7). */
  readonly #everTaken = new Set<string>();
  /** When each version of a document was decided. */
  readonly #decidedAt = new Map<string, number>();

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  verdictOf(tenantId: string, commandId: string): Known | null {
    return this.#known.get(commandKey(tenantId, commandId)) ?? null;
  }

  /** `before` holds the claims as they will be, and the rows as they were. */
  committed(transaction: Transaction, before: Tables, { holds, leases, promises, now, isStale }: Beside): void {
    this.#coverage.commits += 1;
    this.#holdsAreKept(transaction, holds);
    for (const [key, record] of transaction.commands) this.#commandCommitted(key, record.verdict, record.hash);
    this.#effectsAreAudited(transaction, before);
    this.#rolesWereRight(transaction, before);
    this.#claimsAreSound(transaction, before);
    seriesCommitted(transaction, before, { coverage: this.#coverage, isStale });
    leasesAreKept(transaction, before, leases);
    promises.committed(transaction, { before, now });
    this.#timeGoesOn(transaction);
  }

  /** Every answer is the one verdict of its command, and was durable before it was given (I4, PS7). */
  answered(tenantId: string, commands: readonly Command[], verdicts: readonly CommandVerdict[]): void {
    for (const { commandId, verdict } of verdicts) {
      const command = commands.find(({ id }) => id === commandId);
      const known = this.verdictOf(tenantId, commandId);
      if (command === undefined || known === null)
        throw new Violation('I4', `a verdict was given for ${commandId} that is not on record`);
      const isSame = bodyHash(command).toString('hex') === known.hash;
      if (isSame && JSON.stringify(verdict) !== known.verdict)
        throw new Violation('I4', `${commandId} got another verdict than before: ${JSON.stringify(verdict)}`);
      if (isSame) continue;
      this.#coverage.idsReused += 1;
      if (verdict.kind !== 'refused' || verdict.refusal.code !== 'command-id-reused')
        throw new Violation('I4', `${commandId} was taken with another body`);
    }
  }

  /** An old backup is the truth now: what came after it never was. */
  restored(tables: Tables): void {
    for (const key of this.#known.keys()) {
      if (tables.commands.has(key)) continue;
      this.lost.add(key);
      this.everLost.add(key);
      this.#known.delete(key);
      this.#coverage.commandsLostByRestore += 1;
    }
    this.#decidedAt.clear();
  }

  #commandCommitted(key: string, verdict: Verdict, hash: Buffer): void {
    if (this.#known.has(key)) throw new Violation('I4', `${key} took effect twice`);
    this.lost.delete(key);
    if (verdict.kind !== 'refused') this.#everTaken.add(key);
    this.#known.set(key, { verdict: JSON.stringify(verdict), kind: verdict.kind, hash: hash.toString('hex') });
    this.#coverage.commandsDecided += 1;
    const isTaken = verdict.kind === 'refused' && verdict.refusal.code === 'taken';
    if (verdict.kind === 'displaced' || isTaken) this.#coverage.conflicts += 1;
  }

  /** Documents change by the commands of the same transaction, one version at a time, and by nothing else (I7). */
  #effectsAreAudited({ tenantId, writes, commands, effects, announces }: Transaction, before: Tables): void {
    const written = effects.flatMap(({ changes }) =>
      changes.map(({ collection, document }) => `${collection}/${document.id}@${document.version}`),
    );
    const audited = [...commands.values()].flatMap(({ verdict }) =>
      verdict.revisions.map(({ collection, id, version }) => `${collection}/${id}@${version}`),
    );
    if (written.toSorted().join() !== audited.toSorted().join())
      throw new Violation('I7', `written ${written.join()}, audited ${audited.join()}`);
    if (new Set(written).size !== written.length) throw new Violation('I7', `one version twice: ${written.join()}`);
    if (written.length > 0 && !announces) throw new Violation('I3', 'a change was committed and nobody was told');
    for (const [key, { collection, document }] of writes) {
      const held = before.rows.get(key)?.versions.at(-1)?.document.version ?? 0;
      const steps = effects.flatMap(({ changes }) =>
        changes.filter((change) => rowKey(tenantId, change.collection, change.document.id) === key),
      );
      const isAdministered = collection === 'people';
      if (!isAdministered && document.version !== held + steps.length)
        throw new Violation('I9', `${key} went from version ${held} to ${document.version} in ${steps.length} steps`);
    }
  }

  /** The role is the one at the time at which the server applies (I11): any that was in force during its transaction. */
  #rolesWereRight({ tenantId, commands, beganAt }: Transaction, { rows }: Tables): void {
    for (const { command, verdict, desk } of commands.values()) {
      if (verdict.kind === 'refused' || desk.deskId === serverDesk(tenantId).deskId) continue;
      const row = rows.get(rowKey(tenantId, 'people', command.actorId));
      const roles = commandDefinition(command.name)?.roles ?? [];
      const isRight =
        row !== undefined && inForceSince(row, beganAt).some((one) => one.isActive && roles.includes(one.role));
      if (!isRight) throw new Violation('I11', `${command.name} was done by somebody who may not`);
    }
  }

  #claimsAreSound(transaction: Transaction, { claims }: Tables): void {
    const live = claims.filter(
      ({ tenantId, insertedBy, deletedBy }) =>
        tenantId === transaction.tenantId &&
        deletedBy !== transaction &&
        (insertedBy === null || insertedBy === transaction),
    );
    for (const { document } of transaction.writes.values()) {
      if ('exceptions' in document && 'lanes' in document) occurrencesAreApart(document.id, live);
      if (!('claims' in document)) continue;
      const own = live.filter(({ claim }) => claim.holder.id === document.id).map(({ claim }) => claim);
      const others = live.filter(({ claim }) => claim.holder.id !== document.id);
      const double = own.find((claim) => others.some((row) => collides(row.claim, claim)));
      if (double !== undefined)
        throw new Violation('I1', `${document.id} and another hold ${double.resourceId} lane ${double.lane} at once`);
      if (claimWords(document.claims) !== claimWords(own))
        throw new Violation(
          'I10',
          `${document.id} says it holds ${claimWords(document.claims)} and holds ${claimWords(own)}`,
        );
      if ('phases' in document) isWhole(document, own);
    }
  }

  /** No confirm at or after the expiry, as of the lock, and nobody is kept away by a hold that is long over (I5). */
  #holdsAreKept(transaction: Transaction, holds: HoldRecord): void {
    const { tenantId, commands } = transaction;
    for (const [key, { command, verdict }] of commands) {
      const beganAt = holds.beganAt(transaction);
      const over = conflictsOf(verdict).find(({ reason, holderId }) => {
        const expiresAt = reason === 'held' && holderId !== null ? holds.expiryOf(tenantId, holderId) : null;
        return expiresAt !== null && beganAt >= expiresAt;
      });
      if (over !== undefined) throw new Violation('I5', `${over.holderId} is over, and still in the way`);
      if (command.hold === null) continue;
      if (verdict.kind === 'refused') {
        if (verdict.refusal.code === 'hold-expired') this.#coverage.holdsExpiredAtConfirm += 1;
        continue;
      }
      const { at, row } = holds.asConfirmed(transaction, command.hold.id);
      const isInForce = row !== undefined && at < row.expiresAt && row.endedAt === null;
      if (isInForce) this.#coverage.holdsConfirmed += 1;
      else if (this.#everTaken.has(key)) this.#coverage.lostHoldsConfirmedAgain += 1;
      else throw new Violation('I5', `${command.hold.id} was over when it was confirmed`);
    }
  }

  /** The time is read after the lock (F9): along a document's versions it never goes back. */
  #timeGoesOn({ tenantId, commands }: Transaction): void {
    for (const { verdict } of commands.values()) {
      for (const { collection, id, version } of verdict.revisions) {
        const key = rowKey(tenantId, collection as Row['collection'], id); // Written by this very server.
        const earlier = this.#decidedAt.get(`${key}@${version - 1}`);
        if (earlier !== undefined && earlier > verdict.decidedAt)
          throw new Violation('F9', `${key} version ${version} was decided before version ${version - 1}`);
        this.#decidedAt.set(`${key}@${version}`, verdict.decidedAt);
      }
    }
  }
}

/** What the occurrences of a series hold, nobody else does (I1). */
function occurrencesAreApart(seriesId: string, live: readonly ClaimRow[]): void {
  const own = live.filter(({ claim }) => namedOccurrence(claim.holder.id)?.seriesId === seriesId);
  const double = own.find(({ claim }) =>
    live.some((row) => row.claim.holder.id !== claim.holder.id && collides(row.claim, claim)),
  );
  if (double !== undefined) throw new Violation('I1', `${double.claim.holder.id} and another hold the same at once`);
}

function conflictsOf(verdict: Verdict): readonly Conflict[] {
  if (verdict.kind === 'displaced') return verdict.conflicts;
  return verdict.kind === 'refused' ? verdict.refusal.conflicts : [];
}

/** A day less than it is, because whole days of UTC are let go. */
const LONG_OVER_MS = 13 * 86_400_000;

function isWhole(visit: Appointment, own: readonly Claim[]): void {
  if (visit.displacement !== null && own.length > 0)
    throw new Violation('I12', `${visit.id} is displaced, and holds time`);
  if (!holdsClaims[visit.status] || visit.displacement !== null) return;
  // Long over when it became an appointment of its own, its series had let go of its time (SR4).
  if (visit.occurrence !== undefined && own.length === 0 && visit.end < visit.updatedAt - LONG_OVER_MS) return;
  const missing = appointmentResourceIds(visit).find((id) => !own.some(({ resourceId }) => resourceId === id));
  if (missing !== undefined) throw new Violation('I10', `${visit.id} is booked without ${missing}`);
}

/** The person as they were at that moment, and every way in which they have been since. */
function inForceSince({ versions }: Row, sinceMs: number): readonly Person[] {
  const first = versions.findLastIndex(({ visibleAt }) => visibleAt <= sinceMs);
  return versions.slice(Math.max(0, first)).map(({ document }) => document as Person); // The row is of people.
}
