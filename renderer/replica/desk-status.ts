import type { InboxItem } from '#renderer/replica/desk.ts';
import { inboxItems, isSameInbox } from '#renderer/replica/inbox.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import type { SyncState } from '#renderer/sync-status/sync-machine.ts';
import type { SyncStatus } from '#renderer/sync-status/sync-status.ts';

type StatusOptions = {
  readonly connection: Store<SyncState>;
  readonly log: OutboxLog;
  readonly view: DeskView;
  readonly isOutboxDurable: boolean;
};

/** What the status pill and the inbox show, derived from the line, the outbox and the view whenever one changes. */
export class DeskStatus {
  readonly #options: StatusOptions;
  readonly inbox = createStore<readonly InboxItem[]>([]);
  readonly status;

  constructor(options: StatusOptions) {
    this.#options = options;
    this.status = createStore(this.#read());
    options.connection.subscribe(() => this.#refreshStatus());
    options.log.subscribe(() => this.#refresh());
    options.view.view.subscribe((changes) => {
      if (changes.some(({ collection }) => collection === 'appointments')) this.#refresh();
    });
  }

  #refresh(): void {
    const items = inboxItems(this.#options.view.displaced(), this.#options.log.decided());
    if (!isSameInbox(items, this.inbox.get())) this.inbox.set(items);
    this.#refreshStatus();
  }

  #refreshStatus(): void {
    const next = this.#read();
    if (!isSameStatus(next, this.status.get())) this.status.set(next);
  }

  #read(): SyncStatus {
    const { connection, log, isOutboxDurable } = this.#options;
    const pending = log.pending();
    return {
      ...connection.get(),
      unsentCount: pending.length,
      oldestUnsentAt: pending[0]?.deskTime ?? null,
      conflictCount: this.inbox.get().length,
      isOutboxDurable,
    };
  }
}

function isSameStatus(a: SyncStatus, b: SyncStatus): boolean {
  return (
    a.connection === b.connection &&
    a.unsentCount === b.unsentCount &&
    a.oldestUnsentAt === b.oldestUnsentAt &&
    a.lastSyncAt === b.lastSyncAt &&
    a.conflictCount === b.conflictCount &&
    a.isOutboxDurable === b.isOutboxDurable
  );
}
