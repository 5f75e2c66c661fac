import type { DeskRecords, Outbox } from '#shared/desktop/outbox.ts';

/** What the native menu asks of the screen; the same words that keyboard shortcuts use. */
export const menuCommands = [
  'new-appointment',
  'walk-in',
  'search',
  'undo',
  'redo',
  'today',
  'previous',
  'next',
  'day-view',
  'week-view',
  'show-timeline',
  'show-clients',
  'show-conflicts',
  'show-import',
  'show-settings',
  'print',
  'lock',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** Where this desk's server is, and how it fares. The embedded one may still be starting. */
export type ServerAddress =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly url: string; readonly enrolmentCode: string | null }
  | { readonly state: 'failed'; readonly reason: string };

/**
 * All that a window may ask of the desktop: the preload exposes exactly this as `window.frontdesk`, and the main
 * process checks every argument and every sender.
 */
export type DesktopApi = {
  readonly apiVersion: 1;
  readonly outbox: Outbox;
  readonly records: DeskRecords;
  serverAddress(): Promise<ServerAddress>;
  /** Calls back at each change, until the returned function is called. */
  onServerAddress(listener: (address: ServerAddress) => void): () => void;
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  /** Prints the window's document through the system's dialog. */
  print(): Promise<void>;
};
