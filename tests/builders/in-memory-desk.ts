import { readyCommand } from '#shared/commands/decide.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Desk, DeskSession, History, InboxItem, Submission, SubmitOptions } from '#renderer/replica/desk.ts';
import { createStore } from '#renderer/replica/store.ts';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';
import { id } from '#tests/builders/clinic.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';

export type SubmittedIntent = { readonly intent: CommandIntent; readonly options: SubmitOptions; readonly commandId: string };

export type InMemoryDesk = Desk & {
  readonly view: InMemoryView;
  /** What was saved on this desk, in order; one entry for each command id. */
  readonly submitted: readonly SubmittedIntent[];
  /** Decides something as another desk would, and lets it arrive here. */
  arrive(intent: CommandIntent, context?: Partial<Context>): Decision;
  /** Makes the next saves fail as a full disk does, until called with false. */
  fillDisk(isFull: boolean): void;
  setNow(now: Instant): void;
  setStatus(status: Partial<SyncStatus>): void;
  putInbox(items: readonly InboxItem[]): void;
};

export type InMemoryDeskOptions = {
  readonly person: Person;
  readonly now: Instant;
  /** Commands keep waiting for their verdict, as on a desk without a server. */
  readonly isOffline?: boolean;
};

const online: SyncStatus = {
  connection: 'online',
  unsentCount: 0,
  oldestUnsentAt: null,
  lastSyncAt: null,
  conflictCount: 0,
  isOutboxDurable: true,
};

/** A desk without disk or network: the real `decide()` on a view in memory, so that screens can be tried alone. */
export function inMemoryDesk(view: InMemoryView, options: InMemoryDeskOptions): InMemoryDesk {
  const { person, isOffline = false } = options;
  let now = options.now;
  let isFull = false;
  let counter = 0;
  const submitted: SubmittedIntent[] = [];
  const undone: { intent: CommandIntent; label: string }[] = [];
  const done: { inverse: CommandIntent; intent: CommandIntent; label: string }[] = [];
  const history = createStore<History>({ undoLabel: null, redoLabel: null });
  const inbox = createStore<readonly InboxItem[]>([]);
  const status = createStore<SyncStatus>({ ...online, connection: isOffline ? 'offline' : 'online', lastSyncAt: now });
  const refusedItems: InboxItem[] = [];
  const dismissed = new Set<string>();

  const context = (commandId: string): Context => ({
    now,
    commandId,
    deskId: id('desk', 1),
    actorId: person.id,
    role: person.role,
    deskTime: now,
  });

  function refreshInbox(): void {
    const displaced = [...view.all('appointments').values()]
      .filter((appointment) => appointment.displacement !== null && !dismissed.has(appointment.displacement.commandId))
      .map((appointment): InboxItem => ({ kind: 'displaced', appointment }));
    const refused = refusedItems.filter((item) => item.kind !== 'refused' || !dismissed.has(item.entry.command.id));
    inbox.set([...displaced, ...refused]);
    status.set({ ...status.get(), conflictCount: displaced.length + refused.length });
  }

  function apply(changes: readonly Change[], isPending: boolean): void {
    view.change(changes, isPending);
    refreshInbox();
  }

  function publishHistory(): void {
    history.set({ undoLabel: done.at(-1)?.label ?? null, redoLabel: undone.at(-1)?.label ?? null });
  }

  // Settles on a microtask as a disk would, and knows a command id from the moment it was given.
  const inFlight = new Map<string, Promise<Submission>>();
  function submit(intent: CommandIntent, submitOptions: SubmitOptions = {}): Promise<Submission> {
    counter += 1;
    const commandId = submitOptions.commandId ?? id('cmd', 1_000 + counter);
    const running = inFlight.get(commandId);
    if (running !== undefined) return running;
    const promise = Promise.resolve().then(() => save(intent, commandId, submitOptions));
    inFlight.set(commandId, promise);
    void promise.then((result) => {
      if (result.kind !== 'saved') inFlight.delete(commandId);
    });
    return promise;
  }

  function save(intent: CommandIntent, commandId: string, submitOptions: SubmitOptions): Submission {
    const ready = readyCommand(intent);
    if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
    const decision = ready.command.decide(view, context(commandId));
    if (decision.kind === 'refused') {
      const { refusal } = decision;
      return refusal.code === 'taken' ? { kind: 'taken', conflicts: refusal.conflicts } : { kind: 'refused', refusal };
    }
    if (decision.kind === 'displaced' && submitOptions.evenIfTaken !== true) {
      return { kind: 'taken', conflicts: decision.conflicts };
    }
    if (isFull) return { kind: 'not-saved', reason: 'disk-full' };
    // The inverse names a command of the registry, which `Intent` does not say.
    const inverse = ready.command.invert(view) as CommandIntent | null;
    submitted.push({ intent, options: submitOptions, commandId });
    if (submitOptions.label !== undefined && inverse !== null) {
      done.push({ intent, inverse, label: submitOptions.label });
      undone.length = 0;
      publishHistory();
    }
    apply(decision.changes, isOffline);
    return { kind: 'saved', commandId, adjustments: decision.kind === 'accepted' ? decision.adjustments : [] };
  }

  async function undo(): Promise<Submission | null> {
    const last = done.pop();
    if (last === undefined) return null;
    const result = await submit(last.inverse);
    undone.push(last);
    publishHistory();
    return result;
  }

  async function redo(): Promise<Submission | null> {
    const last = undone.pop();
    if (last === undefined) return null;
    const result = await submit(last.intent);
    done.push({ ...last, inverse: last.inverse });
    publishHistory();
    return result;
  }

  refreshInbox();
  return {
    view,
    submitted,
    status,
    history,
    inbox,
    session: createStore<DeskSession>({ state: 'signed-in', person }),
    isLoading: createStore(false),
    tenantName: createStore('Frontdesk'),
    now: () => now,
    submit,
    undo,
    redo,
    verdictOf: (): Promise<Verdict> => Promise.resolve({ kind: 'accepted', decidedAt: now, revisions: [] }),
    dismiss: (commandId) => {
      dismissed.add(commandId);
      refreshInbox();
      return Promise.resolve();
    },
    enrol: () => Promise.resolve('enrolled' as const),
    signIn: () => Promise.resolve({ kind: 'signed-in' as const, person }),
    lock: () => undefined,
    syncNow: () => undefined,
    arrive: (intent, overrides = {}) => {
      const ready = readyCommand(intent);
      if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
      counter += 1;
      const other = { ...context(id('cmd', 5_000 + counter)), deskId: id('desk', 2), ...overrides };
      const decision = ready.command.decide(view, other);
      if (decision.kind !== 'refused') apply(decision.changes, false);
      return decision;
    },
    fillDisk: (full) => {
      isFull = full;
    },
    setNow: (next) => {
      now = instant(next);
    },
    setStatus: (next) => {
      status.set({ ...status.get(), ...next });
    },
    putInbox: (items) => {
      refusedItems.push(...items);
      refreshInbox();
    },
  };
}
