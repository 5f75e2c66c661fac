import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CHANGES_CHANNEL, type ChangeKind, readPayload } from '#server/database/changes.ts';
import { type Connection, sessionOptions } from '#server/database/pool.ts';

/** Tells who asks when a tenant's data changed, whichever server changed it. */
export type Changes = {
  /** Calls back after each commit that concerns the tenant, until the returned function is called. */
  subscribe(tenantId: string, listener: (kind: ChangeKind) => void): () => void;
  close(): Promise<void>;
};

/** Listens on a connection of its own, for as long as the server runs; a broken one is opened again. */
export async function followChanges(connection: Connection): Promise<Changes> {
  const listeners: Listeners = new Map();
  const tell = (tenantId: string, kind: ChangeKind): void =>
    listeners.get(tenantId)?.forEach((listener) => listener(kind));
  let isClosed = false;
  let client = await listen(connection, { tell, lost: () => void reopen() });

  // What happened while nobody listened is not told again, so everybody is: a pull too many does no harm.
  async function reopen(): Promise<void> {
    for (let attempt = 0; !isClosed; attempt += 1) {
      await sleep(Math.min(2_000, 50 * 2 ** attempt), undefined, { ref: false });
      try {
        if (isClosed) return;
        client = await listen(connection, { tell, lost: () => void reopen() });
        for (const tenantId of listeners.keys()) {
          tell(tenantId, 'changed');
          tell(tenantId, 'holds');
        }
        return;
      } catch {
        // The database is still away.
      }
    }
  }

  return {
    subscribe: (tenantId, listener) => subscribe(listeners, tenantId, listener),
    close: async () => {
      isClosed = true;
      await client.end().catch(() => undefined);
    },
  };
}

type Listeners = Map<string, Set<(kind: ChangeKind) => void>>;

type Ears = { readonly tell: (tenantId: string, kind: ChangeKind) => void; readonly lost: () => void };

async function listen(connection: Connection, { tell, lost }: Ears): Promise<Client> {
  const client = new Client(sessionOptions(connection));
  let isOpen = false;
  client.on('error', () => undefined);
  client.on('end', () => isOpen && lost());
  client.on('notification', ({ payload }) => {
    const { tenantId, kind } = readPayload(payload ?? '');
    tell(tenantId, kind);
  });
  await client.connect();
  await client.query(`listen ${CHANGES_CHANNEL}`);
  isOpen = true;
  return client;
}

function subscribe(listeners: Listeners, tenantId: string, listener: (kind: ChangeKind) => void): () => void {
  const own = listeners.get(tenantId) ?? new Set();
  listeners.set(tenantId, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(tenantId) === own) listeners.delete(tenantId);
  };
}
