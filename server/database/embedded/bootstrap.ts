import { Client } from 'pg';
import { superuser } from '#server/database/embedded/cluster.ts';
import type { EmbeddedEngine } from '#server/database/embedded/start-embedded.ts';
import type { Connection } from '#server/database/pool.ts';

/** The server's own account and database; it is no superuser, so that policies bind it as they would anywhere (F10). */
const serverAccount = 'frontdesk';

/** How to reach the embedded database; makes its account and database at the first start. */
export async function embeddedConnection(engine: Pick<EmbeddedEngine, 'port' | 'password'>): Promise<Connection> {
  const { port, password } = engine;
  const connection = { host: '127.0.0.1', port, user: serverAccount, password, database: serverAccount };
  if (!(await canConnect(connection))) await createAccount(port, password);
  return connection;
}

async function canConnect(connection: Connection): Promise<boolean> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createAccount(port: number, password: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const secret = client.escapeLiteral(password);
    await create(client, `create role ${serverAccount} login createrole nosuperuser nobypassrls password ${secret}`);
    await create(client, `create database ${serverAccount} owner ${serverAccount}`);
  } finally {
    await client.end();
  }
}

// A crash may have come between the two, or another start been quicker: what is there is as good.
async function create(client: Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['42710', '42P04', '23505'].includes(code)) throw error;
  }
}
