import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/**
 * The pool, with every parametrised statement prepared once a connection and then run by its name: PostgreSQL plans
 * the authority's statements longer than it runs them. Their texts are built from few pieces, so there are few.
 */
export function prepared(pool: Pool): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? preparing(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function preparing(client: PoolClient): PostgresPoolClient {
  const query = (text: unknown, values: readonly unknown[] = []): unknown => {
    if (typeof text !== 'string') throw new TypeError('cursors are not used');
    return values.length > 0 ? client.query({ name: nameOf(text), text, values: [...values] }) : client.query(text);
  };
  return {
    // The cast restores the overloads that one function stands for.
    query: query as PostgresPoolClient['query'],
    release: (isBroken) => client.release(isBroken),
  };
}

const names = new Map<string, string>();
/** More would mean that a statement's text holds a value. */
const mostNames = 500;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `fd_${createHash('sha1').update(text).digest('hex')}`;
  names.set(text, name);
  return name;
}
