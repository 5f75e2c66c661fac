import { createHash } from 'node:crypto';
import type { Command } from '#shared/replication/protocol.ts';

/**
 * What makes two commands the same one. Neither the desk nor the sequence belong to it: an outbox that was moved to
 * another computer or counted anew still means what it meant.
 */
export function bodyHash({ name, actorId, deskTime, input, hold }: Command): Buffer {
  // Without a hold the hash is what it was before there were any: outboxes send old commands again.
  const body = { name, actorId, deskTime, input, ...(hold !== null && { hold }) };
  return createHash('sha256').update(canonicalJson(body)).digest();
}

/** JSON with the keys of every object in one order, so that the same value is the same text. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
    ) ?? 'null'
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** More than any real command; a pasted megabyte is refused, and need not be kept to prove it. */
const longestKept = 256_000;

/** The input as the audit keeps it: PostgreSQL's JSON takes neither NUL nor half a surrogate pair. */
export function storableInput(input: unknown): string {
  const json = JSON.stringify(input ?? null);
  if (json.length > longestKept) return JSON.stringify({ omitted: 'too long', characters: json.length });
  if (!/\\u(?:0000|[dD][89a-fA-F])/.test(json)) return json;
  return JSON.stringify(input, (_key, inner: unknown) => {
    if (typeof inner === 'string') return storableText(inner);
    if (!isPlainObject(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, held]) => [storableText(key), held]));
  });
}

export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}
