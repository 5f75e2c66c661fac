import { Outage } from '#server/database/outage.ts';

/**
 * A statement that PostgreSQL did not like. Only what names no row: `detail` carries the whole failing row, and
 * `message` may quote values (F12).
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** SQLSTATE, five characters. */
  readonly code: string;
  readonly constraint: string;

  constructor(code: string, constraint: string) {
    super(`database error ${code}${constraint === '' ? '' : ` (${constraint})`}`);
    this.code = code;
    this.constraint = constraint;
  }
}

/** The same failure without anything that a row or a person's input said. Other errors stay as they are. */
export function withoutDetail(error: unknown): unknown {
  if (error instanceof DatabaseError || error instanceof Outage || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if ('severity' in error) {
    const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
    return new DatabaseError(code, constraint);
  }
  if (isConnectionError(error, code)) return new Outage('database-unreachable', 'The database cannot be reached.');
  return error;
}

// node-postgres has no class for these; the socket's own errors carry a code, its own ones only words.
function isConnectionError(error: Error, code: string): boolean {
  return (
    /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENETUNREACH|EAI_)/.test(code) ||
    /connection terminated|connection error|connection timeout|timeout exceeded when trying to connect|client was closed|not queryable|cannot use a pool after/i.test(
      error.message,
    )
  );
}

/** Another transaction was in the way; the same again may succeed. */
export function isRetryable(error: unknown): boolean {
  return error instanceof DatabaseError && ['40001', '40P01', '55P03'].includes(error.code);
}

/**
 * Whether the same statement would fail the same way for ever: bad data (22), a broken constraint (23), a limit (54).
 * Anything else is an outage.
 */
export function isStable(error: unknown): boolean {
  return error instanceof DatabaseError && /^(?:22|23|54)/.test(error.code);
}
