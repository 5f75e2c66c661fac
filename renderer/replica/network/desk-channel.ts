import type { Verdict } from '#shared/commands/verdict.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { SyncState } from '#renderer/sync-status/sync-machine.ts';

/** What the windows of one desk tell each other. They run the same program from the same origin. */
export type DeskMessage =
  /** A command is on the disk, and is not to be sent before what this window holds makes way for it: then it is `appended`. */
  | { readonly kind: 'saved' }
  /** The outbox on disk has a new command. */
  | { readonly kind: 'appended' }
  | { readonly kind: 'decided'; readonly verdicts: ReadonlyMap<string, Verdict> }
  | { readonly kind: 'dismissed'; readonly commandId: string; readonly personId: string }
  /** From the window that holds the line: how it is, and what is decided though the disk does not say so. */
  | { readonly kind: 'line'; readonly state: SyncState; readonly unwritten: ReadonlyMap<string, Verdict> }
  /** Whose effects it still shows above the replica. */
  | { readonly kind: 'caught-up'; readonly openCommandIds: ReadonlySet<string>; readonly anchor: LocalDate }
  | { readonly kind: 'who-leads' }
  | { readonly kind: 'check' }
  /** The server is another one: what it may have lost waits in the outbox again. */
  | { readonly kind: 'offered-again' }
  /** The replica was thrown away; there is a new one. */
  | { readonly kind: 'new-replica'; readonly generation: number }
  | { readonly kind: 'enrolled' }
  /** The record of leases on disk is another one. */
  | { readonly kind: 'leases' };

export type DeskChannel = {
  post(message: DeskMessage): void;
  close(): void;
};

export function openDeskChannel(name: string, onMessage: (message: DeskMessage) => void): DeskChannel {
  const channel = new BroadcastChannel(name);
  // Only this program's own windows can post here: same origin, same name.
  channel.onmessage = ({ data }) => onMessage(data as DeskMessage);
  return {
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
