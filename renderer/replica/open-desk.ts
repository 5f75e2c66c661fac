import type { DesktopApi } from '#shared/desktop/desktop-api.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { LiveDesk } from '#renderer/replica/live-desk.ts';
import { installMonotonicClock } from '#renderer/replica/monotonic-clock.ts';
import { desktopServer, fixedServer } from '#renderer/replica/network/server-locator.ts';
import type { ServerAccess } from '#renderer/replica/network/server-access.ts';
import { openDeskStorage } from '#renderer/replica/storage/desk-storage.ts';

export type OpenDeskOptions = {
  /** Where a browser finds the server, usually `location.origin`; the desktop app knows better. */
  readonly serverAddress: string;
  readonly desktop?: DesktopApi | undefined;
  /** What this desk is called where nobody is asked; the server makes it unlike all others. */
  readonly usualName: string;
  /** Names this desk's databases; another name on the same origin is another desk. */
  readonly name?: string;
};

export type OpenedDesk = Desk & {
  /** For what only the server can tell; see `server-queries.tsx`. */
  readonly access: ServerAccess;
  /** Gives the databases, the line and the lead back. */
  close(): Promise<void>;
};

/**
 * Opens this window's desk. Resolves before the replica has been read (`isLoading` says when it has been) and without
 * waiting for any server. @throws StorageFailure: without an outbox there is no desk.
 */
export async function openDesk(options: OpenDeskOptions): Promise<OpenedDesk> {
  const { serverAddress, desktop, usualName, name = 'frontdesk' } = options;
  installMonotonicClock();
  const storage = await openDeskStorage(name, desktop);
  const locator = desktop === undefined ? fixedServer(serverAddress) : await desktopServer(desktop);
  const marks = new DeskMarks(storage.records);
  const desk = new LiveDesk({ name, usualName, storage, locator, marks, lastSyncAt: await marks.lastSync() });
  await desk.start();
  return desk.asDesk();
}
