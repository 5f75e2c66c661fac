/** Why the database could not be used. Stable words, for logs and for the screen. */
export type OutageReason =
  | 'no-engine'
  | 'engine-did-not-start'
  | 'folder-unreachable'
  | 'folder-in-use'
  | 'database-too-old'
  | 'database-too-new'
  | 'no-rights'
  | 'database-unreachable'
  | 'database-failed'
  | 'busy';

/** The database or its folder failed; nothing was decided, and the same request may be sent again. */
export class Outage extends Error {
  override readonly name = 'Outage';
  readonly reason: OutageReason;

  constructor(reason: OutageReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
