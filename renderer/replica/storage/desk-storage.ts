import type { DesktopApi } from '#shared/desktop/desktop-api.ts';
import type { DeskRecords, Outbox } from '#shared/desktop/outbox.ts';
import { openIndexedDb } from '#renderer/replica/storage/indexed-db.ts';
import { indexedDbOutbox } from '#renderer/replica/storage/indexed-db-outbox.ts';
import { indexedDbRecords } from '#renderer/replica/storage/indexed-db-records.ts';

export type DeskStorage = {
  readonly outbox: Outbox;
  readonly records: DeskRecords;
  /** False where a full disk can take unsent work with it (F20). */
  readonly isDurable: boolean;
};

/** The desktop's own files where there is a desktop; else the browser's. @throws StorageFailure */
export async function openDeskStorage(name: string, desktop: DesktopApi | undefined): Promise<DeskStorage> {
  if (desktop !== undefined) return { outbox: desktop.outbox, records: desktop.records, isDurable: true };
  const database = await openIndexedDb(`${name}-outbox`);
  // Asks the browser not to clear it away under storage pressure; it may say no.
  void navigator.storage?.persist?.();
  return { outbox: indexedDbOutbox(database), records: indexedDbRecords(database), isDurable: false };
}
