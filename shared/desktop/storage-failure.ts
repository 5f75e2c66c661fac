/** Why the disk did not keep something. `newer-schema`: a later version of the program wrote it (F15). */
export type StorageFailureReason = 'disk-full' | 'storage-failed' | 'newer-schema';

const reasons: readonly StorageFailureReason[] = ['disk-full', 'storage-failed', 'newer-schema'];

/** An outage of the disk. Its message carries the reason, because an error loses its class on its way over IPC. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly reason: StorageFailureReason;

  constructor(reason: StorageFailureReason, cause?: unknown) {
    super(`storage-failure:${reason}`, { cause });
    this.reason = reason;
  }
}

/** The reason in any error that comes out of an outbox or of the desk's records, also after IPC. */
export function storageFailureReason(error: unknown): StorageFailureReason {
  if (error instanceof StorageFailure) return error.reason;
  const message = error instanceof Error ? error.message : '';
  return reasons.find((reason) => message.includes(`storage-failure:${reason}`)) ?? 'storage-failed';
}
