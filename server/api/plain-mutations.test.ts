import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
let key: string;
let actorId: string;
beforeAll(async () => {
  server = await startTestServer();
  const { deskKey, tenantId } = await server.enrol();
  key = deskKey;
  actorId = derivedId('first-owner', tenantId);
  await server.client(key).session.signIn.mutate({ personId: actorId, pin: '0000' });
});
afterAll(() => server.close());

type Said = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: unknown;
};

/** What is answered to a request: as it comes, and (with any query at all) by tRPC's own adapter. */
async function bothAnswers(path: string, body: string, headers: Record<string, string> = {}): Promise<[Said, Said]> {
  const ask = async (query: string): Promise<Said> => {
    const response = await fetch(`${server.url}/trpc/${path}${query}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
        ...headers,
      },
    });
    const names = ['content-type', 'vary', 'x-content-type-options', 'access-control-allow-origin'];
    return {
      status: response.status,
      headers: Object.fromEntries(names.map((name) => [name, response.headers.get(name)])),
      body: await response.json(),
    };
  };
  return [await ask(''), await ask('?by=adapter')];
}

function cancelling(overrides: object = {}): object {
  const fields = { id: randomUUID(), name: 'appointment.cancel', actorId, deskTime: 0, sequence: 1 };
  return { ...fields, input: { appointmentId: randomUUID(), reason: '' }, ...overrides };
}

const pushed = () => JSON.stringify({ commands: [cancelling()] });
const owned = () => JSON.stringify({ id: randomUUID(), ownerToken: randomUUID() });

test.each<{ what: string; path: string; body: string; headers?: Record<string, string>; status: number }>([
  { what: 'a push', path: 'commands.push', body: pushed(), status: 200 },
  { what: 'the release of a hold', path: 'holds.release', body: owned(), status: 200 },
  { what: 'an input that does not fit', path: 'holds.place', body: '{"id":"x"}', status: 400 },
  { what: 'no command at all', path: 'commands.push', body: '{"commands":[]}', status: 400 },
  { what: 'a command without an id', path: 'commands.push', body: '{"commands":[{"a":1}]}', status: 400 },
  { what: 'what is no JSON', path: 'commands.push', body: '{"commands":', status: 400 },
  { what: 'an empty body', path: 'commands.push', body: '', status: 400 },
  { what: 'JSON for the prototype', path: 'commands.push', body: '{"__proto__":{"a":1}}', status: 400 },
  { what: 'JSON nested too deeply', path: 'holds.place', body: '['.repeat(1_000), status: 400 },
  { what: 'a desk without a key', path: 'commands.push', body: pushed(), headers: { authorization: '' }, status: 401 },
  { what: 'an older protocol', path: 'holds.place', body: '{}', headers: { [PROTOCOL_HEADER]: '1' }, status: 426 },
  {
    what: 'another type',
    path: 'commands.push',
    body: pushed(),
    headers: { 'content-type': 'text/plain' },
    status: 415,
  },
  {
    what: 'a desktop’s page',
    path: 'commands.push',
    body: pushed(),
    headers: { origin: 'app://frontdesk' },
    status: 200,
  },
])('$what is answered as tRPC’s own adapter answers it', async ({ path, body, headers, status }) => {
  const [plain, adapter] = await bothAnswers(path, body, headers);
  expect(plain.status).toBe(status);
  expect(plain).toEqual(adapter);
});
