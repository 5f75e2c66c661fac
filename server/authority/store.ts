import type { ClaimWindow, DocumentRef } from '#shared/commands/command-definition.ts';
import type { Change } from '#shared/commands/decision.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Claim, HeldClaim } from '#shared/scheduling/claim.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { Subject } from '#server/authority/command-subject.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { HoldTx } from '#server/authority/holds/hold-tx.ts';
import type { LeaseTx } from '#server/authority/leases/lease-tx.ts';
import type { Position } from '#server/authority/feed-position.ts';

/**
 * Where commands are decided and changes are read: one tenant's rows and no others (F10). PostgreSQL in production, a
 * model of it in the simulator; one suite in tests/contract holds both to the same promises.
 */
export type AuthorityStore = {
  /**
   * All or nothing, and durable when it resolves. Each statement sees what was committed when it began; what was
   * written waits, where somebody else is writing the same, for them to end.
   */
  transaction<Result>(
    tenantId: string,
    work: (tx: StoreTx) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** Reads of one moment, and no writes. */
  snapshot<Result>(tenantId: string, work: (tx: FeedTx) => Promise<Result>): Promise<Result>;
};

/** `isImpatient`: gives up soon where a lock is held, because others wait for this transaction. */
export type TransactionOptions = { readonly isImpatient?: boolean };

export type StoreTx = {
  /** What was decided about these commands before, by their id. */
  storedVerdicts(commandIds: readonly string[]): Promise<Map<string, Stored>>;
  loadDocuments(request: DocumentRequest): Promise<LoadedDocuments>;
  /** Every claim that overlaps one of the windows. */
  loadClaims(windows: readonly ClaimWindow[]): Promise<readonly HeldClaim[]>;
  releaseClaims(holderIds: readonly string[]): Promise<void>;
  /** All of them, or false when any collides with somebody else's: then the caller rolls back. */
  takeClaims(claims: readonly HeldClaim[]): Promise<boolean>;
  /**
   * Writes commands with their verdicts and the documents that they change, each document once; anything but `written`
   * is to be rolled back. `leased`: one of the fresh claims, which have been taken by an earlier statement, is in the
   * lease of another desk than its command's.
   */
  writeRows(entries: readonly Entry[]): Promise<'written' | 'changed-meanwhile' | 'known' | 'leased'>;
  readonly leases: LeaseTx;
  readonly holds: HoldTx;
  /** Tells the tenant's desks that something changed, when this commits and only then. */
  announce(): Promise<void>;
  /** One at a time: set, then either released or rolled back to. */
  setSavepoint(): Promise<void>;
  releaseSavepoint(): Promise<void>;
  rollBackToSavepoint(): Promise<void>;
};

export type FeedTx = {
  horizon(collection: Collection): Promise<Horizon>;
  /** Rows after the position and below the horizon, in the order of `(xid, id)`. */
  rows(request: FeedRequest): Promise<readonly FeedRow[]>;
};

export type Stored = { readonly hash: Buffer; readonly verdict: Verdict };

export type Found = { readonly collection: Collection; readonly document: AnyDocument };

/** Whoever acts; found only when active and bound to the desk. */
export type Asker = { readonly deskId: string; readonly actorId: string };

export type DocumentRequest = {
  readonly askers: readonly Asker[];
  readonly refs: readonly DocumentRef[];
  /** Locked, in one order, before anything is read, and read as they are after the wait. */
  readonly subjects: readonly Subject[];
};

export type LoadedDocuments = {
  readonly actors: readonly { readonly deskId: string; readonly person: Person }[];
  readonly found: readonly Found[];
};

/** A command on record, and what it changes. */
export type Entry = {
  readonly record: CommandRecord;
  readonly changes: readonly Change[];
  /** Claims of these changes that take time which their holder did not have. */
  readonly fresh: readonly Claim[];
};

export type CommandRecord = {
  readonly desk: DeskIdentity;
  readonly command: Command;
  readonly hash: Buffer;
  readonly subjectId: string | null;
  readonly receivedAt: Date;
  readonly verdict: Verdict;
};

/** `xmin`: every transaction below it has ended. `newest`: the newest row below it. `hasMore`: rows above it are there. */
export type Horizon = { readonly xmin: string; readonly newest: string; readonly hasMore: boolean };

export type FeedRequest = {
  readonly collection: Collection;
  readonly limit: number;
  readonly position: Position;
  readonly horizon: Horizon;
};

/** A document as the feed has it; `isGone`: it left the window that desks carry (PL4). */
export type FeedRow = { readonly id: string; readonly xid: string; readonly doc: unknown; readonly isGone: boolean };
