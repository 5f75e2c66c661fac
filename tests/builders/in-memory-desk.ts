import type { PublicHold } from '#shared/replication/holds.ts';
import type { LeaseOverview } from '#shared/replication/leases.ts';
import { type Guarantee, guaranteeOf, type Holding } from '#renderer/replica/leases/guarantee.ts';
import type { DeskLeases } from '#renderer/replica/leases/lease-keeper.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { type SeriesAsk, stepsOf } from '#shared/commands/series/series-preview.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { AuditEntry } from '#shared/replication/audit.ts';
import { PREVIEW_LIMIT, type PreviewOutput } from '#shared/replication/series-preview.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { isInInbox } from '#shared/scheduling/appointment.ts';
import { EARLIEST, type Instant, LATEST } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type {
  Desk,
  DeskSession,
  History,
  InboxItem,
  LookedAt,
  Submission,
  SubmitOptions,
  TakenStep,
} from '#renderer/replica/desk.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { lookedInterval } from '#renderer/replica/look/looked-interval.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import { takeStep } from '#renderer/replica/take-step.ts';
import { type HistoryStep, type OpenStep, type StepTaken, UndoHistory } from '#renderer/replica/undo-history.ts';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';
import { id } from '#tests/builders/clinic.ts';
import { inMemoryHold } from '#tests/builders/in-memory-hold.ts';
import type { InMemoryView } from '#tests/builders/in-memory-view.ts';

export type SubmittedIntent = {
  readonly intent: CommandIntent;
  readonly options: SubmitOptions;
  readonly commandId: string;
};

export type InMemoryDeskOptions = {
  readonly person: Person;
  readonly now: Instant;
  /** Commands keep waiting for their verdict, as on a desk without a server. */
  readonly isOffline?: boolean;
};

/** A desk without disk or network: the real `decide()` on a view in memory, so that screens can be tried alone. */
export class InMemoryDesk implements Desk {
  readonly view: InMemoryView;
  /** What was saved on this desk, in order; one entry for each command id. */
  readonly submitted: SubmittedIntent[] = [];
  readonly status;
  readonly session;
  readonly history: Store<History>;
  readonly inbox = createStore<readonly InboxItem[]>([]);
  readonly isLoading = createStore(false);
  readonly tenantName = createStore('Frontdesk');
  readonly lookedAt = createStore<LookedAt>('inside');
  /** Everything, until a test keeps less. */
  readonly kept = createStore<Interval>({ start: EARLIEST, end: LATEST });
  readonly leases = createStore<DeskLeases>({ own: [], others: [], desks: [] });
  /** From where the server was asked about dates of a series. */
  readonly lookedAhead: Instant[] = [];
  readonly heldHere = createStore<readonly PublicHold[]>([]);
  overview: LeaseOverview = { desks: [], leases: [] };
  readonly #person: Person;
  readonly #isOffline: boolean;
  readonly #running = new Map<string, Promise<Submission>>();
  readonly #dismissed = new Set<string>();
  readonly #refused: InboxItem[] = [];
  readonly #written = new Map<string, readonly Change[]>();
  readonly #history = new UndoHistory();
  #now: Instant;
  #isDiskFull = false;
  #counter = 0;

  guaranteeOf(visit: Holding): Guarantee {
    return guaranteeOf(visit, {
      leases: this.leases.get().own,
      lanesOf: (resourceId) => this.view.find('resources', resourceId)?.lanes ?? 0,
      possible: (resourceId, window) => this.view.claimsOn(resourceId, window),
    });
  }

  leaseOverview(): Promise<LeaseOverview> {
    return Promise.resolve(this.overview);
  }

  constructor(view: InMemoryView, { person, now, isOffline = false }: InMemoryDeskOptions) {
    this.view = view;
    this.#person = person;
    this.#now = now;
    this.#isOffline = isOffline;
    this.history = this.#history.labels;
    this.session = createStore<DeskSession>({ state: 'signed-in', person });
    this.status = createStore<SyncStatus>({
      connection: isOffline ? 'offline' : 'online',
      unsentCount: 0,
      oldestUnsentAt: null,
      lastSyncAt: now,
      conflictCount: 0,
      isOutboxDurable: true,
    });
    this.#refreshInbox();
  }

  now(): Instant {
    return this.#now;
  }

  /** The server of this desk has the same clock. */
  serverNow(): Instant {
    return this.#now;
  }

  setHoldMinutes(minutes: number): ReturnType<Desk['setHoldMinutes']> {
    return Promise.resolve({ kind: 'set', minutes });
  }

  openHold(): HoldHandle {
    return inMemoryHold(this, () => `hold-${this.#nextId()}`);
  }

  /** Its view holds the server's documents too, so that whatever is asked for while it is online is shown at once. */
  lookAt(interval: Interval | null): void {
    const isInside = interval === null || lookedInterval(interval, this.kept.get()) === null;
    const isOnline = this.status.get().connection === 'online';
    this.lookedAt.set(isInside ? 'inside' : isOnline ? 'shown' : 'unavailable-offline');
  }

  /** Settles a step later, as a disk would, and knows a command id from the moment it was given. */
  submit(intent: CommandIntent, options: SubmitOptions = {}): Promise<Submission> {
    const commandId = options.commandId ?? this.#nextId();
    const running = this.#running.get(commandId);
    if (running !== undefined) return running;
    const submission = Promise.resolve().then(() => this.#save(intent, options, commandId));
    this.#running.set(commandId, submission);
    void submission.then(({ kind }) => kind === 'saved' || this.#running.delete(commandId));
    return submission;
  }

  beginStep(label: string): OpenStep {
    return this.#history.begin(label);
  }

  undo(): Promise<TakenStep | null> {
    return this.#step(this.#history.nextUndo(), (step, taken) => this.#history.undid(step, taken));
  }

  redo(): Promise<TakenStep | null> {
    return this.#step(this.#history.nextRedo(), (step, taken) => this.#history.redid(step, taken));
  }

  verdictOf(commandId: string): Promise<Verdict> {
    const changes = this.#written.get(commandId) ?? [];
    const revisions = changes.map(({ collection, document: { id: documentId, version } }) => {
      return { collection, id: documentId, version };
    });
    return Promise.resolve({ kind: 'accepted', decidedAt: this.#now, revisions });
  }

  /** Accepted commands of this desk; rejects while it is offline, as the real one does. */
  auditOf(appointmentId: string): Promise<readonly AuditEntry[]> {
    if (this.status.get().connection !== 'online') return Promise.reject(new Error('there is no server'));
    const about = this.submitted.filter(
      ({ intent }) => 'appointmentId' in intent.input && intent.input.appointmentId === appointmentId,
    );
    const entries = about.map(({ intent, commandId }) => {
      const { name: actorName } = this.#person;
      return {
        commandId,
        name: intent.name,
        actorName,
        deskName: 'Desk 1',
        at: this.#now,
        deskTime: this.#now,
        verdict: 'accepted' as const,
      };
    });
    return Promise.resolve(entries.toReversed());
  }

  /** Its view holds what the server's would. */
  lookAhead(ask: SeriesAsk, from: Instant): Promise<PreviewOutput> {
    if (this.status.get().connection !== 'online') return Promise.reject(new Error('there is no server'));
    this.lookedAhead.push(from);
    const preview = stepsOf(ask, { world: this.view, context: this.#context(id('cmd', 1)), knownUntil: null });
    if (preview.kind !== 'steps') return Promise.resolve({ kind: 'refused', refusal: preview.refusal });
    const ahead = preview.steps.filter(({ end }) => end > from);
    const dates = ahead.slice(0, PREVIEW_LIMIT).map((step) => step.look());
    const next = ahead.length > dates.length ? (dates.at(-1)?.end ?? null) : null;
    return Promise.resolve({ kind: 'dates', dates, inTheWay: [], next });
  }

  deskId(): string {
    return id('desk', 1);
  }

  dismiss(commandId: string): Promise<void> {
    this.#dismissed.add(commandId);
    this.#refreshInbox();
    return Promise.resolve();
  }

  enrol(): Promise<'enrolled'> {
    return Promise.resolve('enrolled');
  }

  signIn(_personId: string, _pin: string): ReturnType<Desk['signIn']> {
    return Promise.resolve({ kind: 'signed-in', person: this.#person });
  }

  lock(): void {
    this.session.set({ state: 'locked' });
  }

  syncNow(): void {
    this.status.set({ ...this.status.get(), lastSyncAt: this.#now });
  }

  /** Decides something as another desk would, and lets it arrive here. */
  arrive(intent: CommandIntent, overrides: Partial<Context> = {}): Decision {
    const ready = readyCommand(intent);
    if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
    const elsewhere = { ...this.#context(this.#nextId()), deskId: id('desk', 2), ...overrides };
    const decision = ready.command.decide(this.view, elsewhere);
    if (decision.kind !== 'refused') this.#apply(decision.changes, false);
    return decision;
  }

  /** Makes saves fail as a full disk does, until called with false. */
  fillDisk(isFull: boolean): void {
    this.#isDiskFull = isFull;
  }

  setNow(now: Instant): void {
    this.#now = now;
  }

  setStatus(status: Partial<SyncStatus>): void {
    this.status.set({ ...this.status.get(), ...status });
  }

  /** Adds refused commands of this desk to the inbox. */
  putRefused(...items: readonly InboxItem[]): void {
    this.#refused.push(...items);
    this.#refreshInbox();
  }

  #nextId(): string {
    this.#counter += 1;
    return id('cmd', 1_000 + this.#counter);
  }

  #context(commandId: string): Context {
    const { id: actorId, role } = this.#person;
    return { now: this.#now, deskTime: this.#now, commandId, deskId: id('desk', 1), actorId, role };
  }

  #save(intent: CommandIntent, options: SubmitOptions, commandId: string): Submission {
    const ready = readyCommand(intent);
    if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
    const decision = ready.command.decide(this.view, this.#context(commandId));
    if (options.hold?.present().kind === 'expired') {
      options.hold.kept();
      return { kind: 'refused', refusal: { code: 'hold-expired', field: '', conflicts: [] } };
    }
    if (decision.kind === 'refused') {
      const { refusal } = decision;
      return refusal.code === 'taken' ? { kind: 'taken', conflicts: refusal.conflicts } : { kind: 'refused', refusal };
    }
    if (decision.kind === 'displaced' && options.evenIfTaken !== true) {
      return { kind: 'taken', conflicts: decision.conflicts };
    }
    if (this.#isDiskFull) return { kind: 'not-saved', reason: 'disk-full' };
    this.#remember(options, ready.command.invert(this.view), commandId);
    this.submitted.push({ intent, options, commandId });
    this.#written.set(commandId, decision.changes);
    this.#apply(decision.changes, this.#isOffline);
    return { kind: 'saved', commandId, adjustments: decision.kind === 'accepted' ? decision.adjustments : [] };
  }

  #remember({ label, step }: SubmitOptions, intent: Intent | null, commandId: string): void {
    if (intent === null) return;
    const part = { intent, evenIfTaken: false, commandIds: [commandId] };
    if (step !== undefined) step.add(part);
    else if (label !== undefined) this.#history.did({ label, parts: [part], lost: 0, isUnderWay: false });
  }

  async #step(
    step: HistoryStep | null,
    done: (step: HistoryStep, taken: StepTaken) => void,
  ): Promise<TakenStep | null> {
    if (step === null) return null;
    if (step.isUnderWay) return { kind: 'under-way' };
    const { outcome, taken } = await takeStep(step, async ({ intent, commandIds }) => {
      const ready = readyCommand(intent);
      const inverse = ready.ok ? ready.command.invert(this.view) : null;
      const back = inverse === null ? null : { intent: inverse, evenIfTaken: false, commandIds };
      return { submission: await this.submit(intent as CommandIntent), back, isLost: false }; // Names one of the registry.
    });
    done(step, taken);
    return outcome;
  }

  #apply(changes: readonly Change[], isPending: boolean): void {
    this.view.change(changes, isPending);
    this.#refreshInbox();
  }

  #refreshInbox(): void {
    const displaced = [...this.view.all('appointments').values()]
      .filter(isInInbox)
      .map((appointment): InboxItem => ({ kind: 'displaced', appointment }));
    const refused = this.#refused.filter(
      (item) => item.kind === 'refused' && !this.#dismissed.has(item.entry.command.id),
    );
    this.inbox.set([...displaced, ...refused]);
    this.status.set({ ...this.status.get(), conflictCount: displaced.length + refused.length });
  }
}
