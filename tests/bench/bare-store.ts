import { createServer, type ServerResponse } from 'node:http';
import { Client } from 'pg';
import { embeddedConnection } from '#server/database/embedded/bootstrap.ts';
import { startEmbedded } from '#server/database/embedded/start-embedded.ts';
import { benchFolder } from '#tests/bench/bench-clinic.ts';

export type BareStore = { readonly storeUrl: string; readonly streamUrl: string; close(): Promise<void> };

/**
 * What our figures are held against: a server that stores whole batches with one INSERT and decides nothing, on the
 * same PostgreSQL; and a POST that only causes a server-sent event.
 */
export async function startBareStore(pageOrigin: string): Promise<BareStore> {
  const engine = await startEmbedded(benchFolder());
  const database = new Client(await embeddedConnection(engine));
  await database.connect();
  await database.query('create table booking (id uuid primary key, doc jsonb not null)');
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', pageOrigin);
    response.setHeader('access-control-allow-headers', 'content-type');
    if (request.method === 'OPTIONS') return void response.end();
    if (request.url === '/stream' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      return void listeners.add(response);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/stream') {
        for (const listener of listeners) listener.write('data: changed\n\n');
        return void response.end();
      }
      const insert = `insert into booking select (doc ->> 'id')::uuid, doc from jsonb_array_elements($1::jsonb) as doc
        on conflict (id) do update set doc = excluded.doc`;
      void database.query(insert, [Buffer.concat(chunks).toString()]).then(
        () => response.end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return {
    storeUrl: `${url}/store`,
    streamUrl: `${url}/stream`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await database.end();
      await engine.stop();
    },
  };
}
