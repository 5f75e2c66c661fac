import { createStore, type Store } from '#renderer/replica/store.ts';
import type { Desk } from '#renderer/replica/desk.ts';

/** Notes that somebody typed and has not saved: `base` is what was there when they began. */
export type NoteDraft = { readonly base: string; readonly text: string };

export type NoteDrafts = Store<ReadonlyMap<string, NoteDraft>> & {
  keep(appointmentId: string, draft: NoteDraft): void;
  drop(appointmentId: string): void;
};

// In memory only: notes are personal, and no disk but the outbox's holds them. One for each window's desk.
const byDesk = new WeakMap<Desk, NoteDrafts>();

/** The unsaved notes of this window; they outlive the panel, another appointment and whatever arrives. */
export function noteDraftsOf(desk: Desk): NoteDrafts {
  const known = byDesk.get(desk);
  if (known !== undefined) return known;
  const store = createStore<ReadonlyMap<string, NoteDraft>>(new Map());
  const drafts: NoteDrafts = {
    get: store.get,
    subscribe: store.subscribe,
    keep: (appointmentId, draft) => store.set(new Map([...store.get(), [appointmentId, draft]])),
    drop: (appointmentId) => {
      const next = new Map(store.get());
      if (next.delete(appointmentId)) store.set(next);
    },
  };
  byDesk.set(desk, drafts);
  return drafts;
}
