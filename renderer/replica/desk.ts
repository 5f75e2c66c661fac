import type { Adjustment, Verdict } from '#shared/commands/verdict.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { SeriesAsk } from '#shared/commands/series/series-preview.ts';
import type { OutboxEntry } from '#shared/desktop/outbox.ts';
import type { HoldMinutesSet, PublicHold } from '#shared/replication/holds.ts';
import type { AuditEntry } from '#shared/replication/audit.ts';
import type { LeaseOverview } from '#shared/replication/leases.ts';
import type { PreviewOutput } from '#shared/replication/series-preview.ts';
import type { SignIn } from '#shared/replication/session.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Collection, Documents, World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import type { Guarantee, Holding } from '#renderer/replica/leases/guarantee.ts';
import type { DeskLeases } from '#renderer/replica/leases/lease-keeper.ts';
import type { Store } from '#renderer/replica/store.ts';
import type { OpenStep } from '#renderer/replica/undo-history.ts';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';

/** A document that a screen should draw again; `null` when it left the desk's window. */
export type ViewChange = {
  [Name in Collection]: { readonly collection: Name; readonly id: string; readonly document: Documents[Name] | null };
}[Collection];

/**
 * What is, as far as this desk knows: the replica with the pending commands on top (F5). All reads are synchronous and
 * served from memory; a screen reads once and then follows `subscribe`.
 */
export type View = World & {
  all<Name extends Collection>(collection: Name): ReadonlyMap<string, Documents[Name]>;
  /** Appointments, in any status, whose time overlaps the window. */
  appointmentsIn(window: Interval): readonly Appointment[];
  /** Blocks in force whose time overlaps the window. */
  blocksIn(window: Interval): readonly Block[];
  /** Whether a command about this document still waits for its verdict ("saved on this desk"). */
  isPending(collection: Collection, id: string): boolean;
  /** The time that other desks hold just now; `claimsOn` counts it as theirs. */
  readonly holds: Store<readonly PublicHold[]>;
  /** The changes of one step, after it is done: one call for one command, one pull or one verdict. */
  subscribe(listener: (changes: readonly ViewChange[]) => void): () => void;
  /** Rises with every change; the snapshot for `useSyncExternalStore`. */
  revision(): number;
  /** The same for one collection: rises when a document of it changes, comes or goes. */
  collectionRevision(collection: Collection): number;
};

/** What happened to an intent at the desk. Only `saved` was written down; the rest changed nothing. */
export type Submission =
  | { readonly kind: 'saved'; readonly commandId: string; readonly adjustments: readonly Adjustment[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Its resources are taken as far as this desk knows; not sent, unless `evenIfTaken`. */
  | { readonly kind: 'taken'; readonly conflicts: readonly Conflict[] }
  /** The disk did not take it: the form must keep what was typed. */
  | { readonly kind: 'not-saved'; readonly reason: 'disk-full' | 'storage-failed' };

export type SubmitOptions = {
  /** Made when the form opens, so that a double click is one command. */
  readonly commandId?: string;
  /** Sends a booking whose time is taken; it then waits in the conflict inbox. */
  readonly evenIfTaken?: boolean;
  /** What keeps the chosen time meanwhile; the command takes it along. */
  readonly hold?: HoldHandle;
  /** Names the action in "Undo …"; an i18n key. Left out: it cannot be undone, or it is part of `step`. */
  readonly label?: string;
  /** The action of many commands that it is part of. */
  readonly step?: OpenStep;
};

/** What became of an undo or redo. */
export type TakenStep =
  | Submission
  /** Some of its commands could not be done; of those that may be later, the step is still there. */
  | { readonly kind: 'in-part'; readonly done: number; readonly total: number }
  /** What would be taken back is not all done yet, or is being taken back already. */
  | { readonly kind: 'under-way' };

export type History = {
  /** i18n keys of what would be undone and redone next. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
};

/** Commands that need a person: refused ones of this desk, and displaced appointments of every desk. */
export type InboxItem =
  | { readonly kind: 'displaced'; readonly appointment: Appointment }
  | { readonly kind: 'refused'; readonly entry: OutboxEntry; readonly verdict: Extract<Verdict, { kind: 'refused' }> };

/** Who is at the desk. */
export type DeskSession =
  | { readonly state: 'not-enrolled'; readonly reason: 'no-server' | 'needs-code' }
  | { readonly state: 'locked' }
  | { readonly state: 'signed-in'; readonly person: Person };

/**
 * Whether what a person looks at can be seen. A desk carries some weeks with it (`inside`); other days are the server's
 * to show, while it can be reached. `cut`: more is booked there than an answer holds.
 */
export type LookedAt = 'inside' | 'fetching' | 'shown' | 'unavailable-offline' | 'cut';

/** Everything the screens use; there is one per window, made in `main.tsx`. */
export type Desk = {
  readonly view: View;
  readonly status: Store<SyncStatus>;
  readonly history: Store<History>;
  readonly inbox: Store<readonly InboxItem[]>;
  readonly session: Store<DeskSession>;
  /** True until the replica on disk has been read once; then the view is complete as of the last sync. */
  readonly isLoading: Store<boolean>;
  readonly tenantName: Store<string>;
  /** What became of the last `lookAt`. */
  readonly lookedAt: Store<LookedAt>;
  /** The time whose appointments and blocks this desk has without a server. */
  readonly kept: Store<Interval>;
  /** Time that is kept for this desk, as far as it counts now, and for other desks (LE10). */
  readonly leases: Store<DeskLeases>;
  /** What this desk's other windows hold just now: theirs to choose from too, and nothing to suggest (HU9). */
  readonly heldHere: Store<readonly PublicHold[]>;
  /** What this desk can promise about a visit that has, or would get, these claims. */
  guaranteeOf(visit: Holding): Guarantee;
  /** Every desk, and whose time is kept; only the server knows. Rejects when it does not answer. */
  leaseOverview(): Promise<LeaseOverview>;
  /**
   * What a series' dates would meet that end after `from`, which this desk may not see itself; a page of them. Only the
   * server knows. Rejects when it does not answer.
   */
  lookAhead(ask: SeriesAsk, from: Instant): Promise<PreviewOutput>;
  now(): Instant;
  /** This desk's own id at the clinic; null until it is enrolled. */
  deskId(): string | null;
  /**
   * A person looks at this time, a week at most; null: at none. Where the desk does not carry it, the server's documents
   * are in the view, kept up to date, until somebody looks elsewhere.
   */
  lookAt(interval: Interval | null): void;
  /** Predicts, saves on this desk, shows, and sends when it can. Resolves when it is saved, not when it is sent. */
  submit(intent: CommandIntent, options?: SubmitOptions): Promise<Submission>;
  /** Keeps a time for somebody who is still choosing; one for each form or hand. */
  openHold(): HoldHandle;
  /** For how long the clinic holds a chosen time. Only the server keeps it. */
  setHoldMinutes(minutes: number): Promise<HoldMinutesSet | { readonly kind: 'no-server' }>;
  /** The server's time as far as this desk can tell: by this holds end. */
  serverNow(): Instant;
  /** Makes one step of the history of all commands that are submitted with it; `label` is an i18n key. */
  beginStep(label: string): OpenStep;
  undo(): Promise<TakenStep | null>;
  redo(): Promise<TakenStep | null>;
  /** Resolves with the server's verdict, whenever it comes. */
  verdictOf(commandId: string): Promise<Verdict>;
  /** Puts a refused command away, by the decision of the person at the desk; nothing else can be put away (I12). */
  dismiss(commandId: string): Promise<void>;
  /** Who did what to an appointment, newest first; only the server knows. Rejects when it does not answer. */
  auditOf(appointmentId: string): Promise<readonly AuditEntry[]>;
  /** @param deskName what people call this desk; the server adds a number where another one is called so. */
  enrol(code: string, deskName: string): Promise<'enrolled' | 'wrong-code' | 'no-server'>;
  /** Offline, only people who have signed in on this desk before can be checked. */
  signIn(personId: string, pin: string): Promise<SignIn | { readonly kind: 'unknown-offline' }>;
  lock(): void;
  /** Tries to reach the server now. */
  syncNow(): void;
};
