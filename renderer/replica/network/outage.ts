/** What kept a call from being answered. All but `rejected` may pass by waiting. */
export type OutageKind =
  /** No answer: cut off, timed out, or no server yet. */
  | 'network'
  /** 5xx. */
  | 'server-failed'
  /** 401. */
  | 'not-authorised'
  /** 426. */
  | 'must-update'
  /** 429. */
  | 'too-many'
  /** Any other 4xx: the same call will never be taken. */
  | 'rejected';

/** I/O with the server failed; the command or document is not at fault. */
export class Outage extends Error {
  override readonly name = 'Outage';
  readonly kind: OutageKind;
  readonly retryAfterMs: number | null;

  constructor(kind: OutageKind, cause?: unknown, retryAfterMs: number | null = null) {
    super(kind, { cause });
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The outage in anything that a call threw; what nobody foresaw counts as the network. */
export function asOutage(error: unknown): Outage {
  return error instanceof Outage ? error : new Outage('network', error);
}

export function outageOfStatus(status: number | null): OutageKind {
  if (status === null || status < 400) return 'network';
  if (status === 401) return 'not-authorised';
  if (status === 426) return 'must-update';
  if (status === 429) return 'too-many';
  return status >= 500 ? 'server-failed' : 'rejected';
}
