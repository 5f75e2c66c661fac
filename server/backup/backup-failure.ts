const sentences = {
  'wrong-passphrase': 'The passphrase or key file is not the one that this backup was made with.',
  truncated: 'The end of this backup is missing: it was cut off while it was written or copied.',
  damaged: 'This backup is damaged: its bytes are not the ones that were written. Use another copy.',
  'not-a-backup': 'This file is not a Frontdesk backup.',
  'newer-version': 'A newer Frontdesk made this backup: restore it with that one.',
  'no-room': 'There is not enough room on the disk.',
  'file-exists': 'There is a file of that name already; it was left as it is.',
  'file-unreachable': 'The file cannot be opened or written there.',
  'weak-passphrase': 'The passphrase is too short: at least twelve characters, or a key file of at least 32 bytes.',
  'nothing-there': 'There is no Frontdesk database in this data folder.',
  'server-running': 'Frontdesk is running on this data folder: stop it first. Nothing was changed.',
} as const;

export type BackupFailureReason = keyof typeof sentences;

/** Why a backup could not be made, read or restored; the message is for people. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
  readonly reason: BackupFailureReason;

  constructor(reason: BackupFailureReason, cause?: unknown) {
    super(sentences[reason], { cause });
    this.reason = reason;
  }
}

/** Says what a system's or PostgreSQL's error means for a backup; other errors stay as they are. */
export function asBackupFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return new BackupFailure('no-room', error);
  if (code === 'EEXIST') return new BackupFailure('file-exists', error);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return new BackupFailure('file-unreachable', error);
  return error;
}
