import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '#shared/desktop/content-security-policy.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { must } from '#shared/lib/must.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
let key: string;
let renderer: string;
beforeAll(async () => {
  renderer = await mkdtemp(join(tmpdir(), 'server-renderer-'));
  await mkdir(join(renderer, 'assets'));
  await writeFile(join(renderer, 'index.html'), '<title>Frontdesk</title>');
  await writeFile(join(renderer, 'assets', 'main-abc.js'), '1');
  server = await startTestServer({ rendererDir: renderer });
  key = (await server.enrol()).deskKey;
});
afterAll(async () => {
  await server.close();
  await rm(renderer, { recursive: true });
});

const json = { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/trpc/${path}`, {
    method: 'POST',
    body,
    headers: { ...json, authorization: `Bearer ${key}`, ...headers },
  });
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof TRPCClientError ? { message: error.message, status: error.data?.httpStatus } : error;
}

const locations = { collection: 'locations', checkpoint: null, limit: 10 } as const;

function command(overrides: object = {}) {
  const fields = { id: randomUUID(), name: 'appointment.cancel', actorId: randomUUID(), deskTime: 0, sequence: 1 };
  return { ...fields, input: { appointmentId: randomUUID(), reason: '' }, ...overrides };
}

describe('health', () => {
  test('says what runs here', async () => {
    const response = await fetch(`${server.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      database: {
        engine: 'external',
        version: expect.stringMatching(/^18/),
        migration: expect.stringMatching(/^\d{4}-/),
      },
      epoch: server.database.epoch,
      holds: { keptIn: 'postgresql', redis: 'not-used' },
    });
  });
});

describe('which protocol', () => {
  test.each(['1', '3', '0', 'abc', undefined])('[GI2] protocol %s is answered with 426', async (spoken) => {
    const headers: Record<string, string> = { ...json, ...(spoken === undefined ? {} : { [PROTOCOL_HEADER]: spoken }) };
    if (spoken === undefined) delete headers[PROTOCOL_HEADER];
    const response = await fetch(`${server.url}/trpc/session.clinic`, { headers });
    expect(response.status).toBe(426);
    expect(await response.json()).toMatchObject({
      error: { message: 'protocol-not-spoken', data: { httpStatus: 426 } },
    });
  });

  test('[GI2] a stream that names another protocol is answered with 426', async () => {
    const query = `connectionParams=${encodeURIComponent(JSON.stringify({ deskKey: key, protocol: '1' }))}`;
    const response = await fetch(`${server.url}/trpc/replica.poke?${query}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(response.status).toBe(426);
  });

  test('a client learns the status from the error', async () => {
    const old = server.client(key, { [PROTOCOL_HEADER]: '99' });
    expect(await errorOf(old.replica.pull.query(locations))).toEqual({ message: 'protocol-not-spoken', status: 426 });
  });
});

describe('who may', () => {
  test('[PL7] without a key there is nothing to read or write', async () => {
    const nobody = server.client();
    const unknown = { message: 'desk-unknown', status: 401 };
    expect(await errorOf(nobody.replica.pull.query(locations))).toEqual(unknown);
    expect(await errorOf(nobody.commands.push.mutate({ commands: [command()] }))).toEqual(unknown);
    expect(await errorOf(nobody.session.signIn.mutate({ personId: randomUUID(), pin: '0000' }))).toEqual(unknown);
    expect(await errorOf(nobody.audit.ofAppointment.query({ appointmentId: randomUUID() }))).toEqual(unknown);
  });

  test.each([
    ['of another tenant', (own: string) => own.replace(/_[0-9a-f-]{36}_/, `_${randomUUID()}_`)],
    ['with another secret', (own: string) => `${own.slice(0, -4)}AAAA`],
    ['that is none', () => "fd1_' or 1=1"],
    ['that is empty', () => ''],
  ])('[PL7] a key %s is no key', async (_what, change) => {
    expect(await errorOf(server.client(change(key)).replica.pull.query(locations))).toMatchObject({ status: 401 });
  });

  test('a code is read as people read it aloud', async () => {
    const spoken = server.enrolmentCode.toLowerCase().replace(/(.{4})/g, '$1 ');
    expect(await server.client().session.enrol.mutate({ code: spoken, deskName: 'x' })).toMatchObject({
      tenantName: 'Frontdesk',
    });
  });

  test('[GI1] a wrong code enrols nobody, and guessing is slowed down', async () => {
    const guess = (): Promise<unknown> =>
      errorOf(server.client().session.enrol.mutate({ code: 'WRONG-CODE-00', deskName: 'x' }));
    expect(await guess()).toEqual({ message: 'wrong-code', status: 403 });
    const guesses = await Promise.all(Array.from({ length: 15 }, guess));
    expect(guesses).toContainEqual({ message: 'too-many-attempts', status: 429 });
  });

  test('[GI1] the key is kept as a hash alone', async () => {
    const admin = await server.tables.connectAs('admin');
    const { rows } = await admin.query<{ row: string }>('select desk::text as row from desk');
    await admin.end();
    const secret = must(key.split('_').at(-1), 'a key ends with its secret');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
  });

  test('this computer is told the enrolment code, one behind a proxy is not', async () => {
    expect(await (await fetch(`${server.url}/enrolment`)).json()).toEqual({ code: server.enrolmentCode });
    const forwarded = await fetch(`${server.url}/enrolment`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(forwarded.status).toBe(404);
  });
});

describe('what does not fit', () => {
  test('[PS1] 5,000 commands in one push are refused as a whole, and none is done', async () => {
    const response = await post(
      'commands.push',
      JSON.stringify({ commands: Array.from({ length: 5_000 }, () => command()) }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: 'invalid-request', data: { field: 'commands' } } });
  });

  test('[PS5] a malformed command is refused, and the others go on', async () => {
    const commands = [command(), { ...command(), sequence: -1 }, command()] as ReturnType<typeof command>[];
    const { verdicts } = await server.client(key).commands.push.mutate({ commands });
    const codes = commands.map(({ id }) => verdicts.find(({ commandId }) => commandId === id)?.verdict);
    expect(codes).toMatchObject([
      { refusal: { code: 'actor-unknown' } },
      { refusal: { code: 'invalid-input', field: 'sequence' } },
      { refusal: { code: 'actor-unknown' } },
    ]);
  });

  test('[GI5] JSON that is a thousand deep is a typed error', async () => {
    const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`;
    const response = await post('commands.push', `{"commands":[${deep}]}`);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { message: 'invalid-request' } }]);
    const query = await fetch(`${server.url}/trpc/replica.pull?input=${encodeURIComponent(deep)}`, {
      headers: { ...json, authorization: `Bearer ${key}` },
    });
    expect(query.status).toBe(400);
  });

  test.each(['__proto__', '\\u005f_proto__'])('[GI5] a key %s is a typed error', async (word) => {
    const body = JSON.stringify({ commands: [command()] }).replace('"reason"', `"${word}":{"isAdmin":true},"reason"`);
    expect((await post('commands.push', body)).status).toBe(400);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('[GI5] the words __proto__ in a text are only words', async () => {
    const body = JSON.stringify({
      commands: [command({ input: { appointmentId: randomUUID(), reason: '"__proto__": {' } })],
    });
    expect((await post('commands.push', body)).status).toBe(200);
  });

  test.each(['{', 'null', '[]', '{"commands":[]}', '{"commands":[null]}', '{"commands":[{}]}', '{"commands":"x"}', ''])(
    'the body %s is a typed error',
    async (body) => {
      const response = await post('commands.push', body);
      const { error } = (await response.json()) as { error: unknown };
      expect([response.status, error]).toMatchObject([400, { message: 'invalid-request' }]);
    },
  );

  test('17 MB are too large', async () => {
    const response = await post('commands.push', `"${'x'.repeat(17 * 1024 * 1024)}"`).catch(() => null);
    // The server may hang up while the client still writes; either way nothing is read.
    expect([413, undefined]).toContain(response?.status);
  });

  test.each([
    { epoch: 'x' },
    'nonsense',
    42,
    { epoch: randomUUID(), xid: '-1', id: '', floor: '0', anchor: '2026-01-01' },
  ])('[PL3] the checkpoint %j starts over', async (checkpoint) => {
    const input = encodeURIComponent(JSON.stringify({ collection: 'people', checkpoint, limit: 10 }));
    const response = await fetch(`${server.url}/trpc/replica.pull?input=${input}`, {
      headers: { ...json, authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ result: { data: { documents: [{ document: { name: 'Owner' } }] } } });
  });

  test('[F12] an error says neither where in the code it was nor what the database said', async () => {
    const responses = [
      await post('commands.push', '{"commands":[{"id":"x"}]}'),
      await post('no.such', '{}'),
      await post('replica.pull', '{}'),
      await fetch(`${server.url}/trpc/replica.pull?input=%7B%22collection%22%3A%22pg_authid%22%7D`, {
        headers: { ...json, authorization: `Bearer ${key}` },
      }),
    ];
    for (const response of responses) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toMatch(/stack|\.ts|node_modules|select |zod|pg_/i);
    }
  });
});

describe('which pages may ask', () => {
  function withHost(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request({ port: server.port, path: '/health', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }

  test("[GI4] a name that is not this server's is refused", async () => {
    expect(await withHost(`rebound.example:${server.port}`)).toBe(421);
    expect(await withHost(`127.0.0.1.evil.example`)).toBe(421);
    expect(await withHost(`localhost:${server.port}`)).toBe(200);
    expect(await withHost(`127.0.0.1:${server.port}`)).toBe(200);
    expect(await withHost(`[::1]:${server.port}`)).toBe(200);
  });

  test("the desktop's own pages may call, others may not", async () => {
    const allowed = async (origin: string): Promise<string | null> => {
      const response = await fetch(`${server.url}/trpc/session.clinic`, { headers: { ...json, origin } });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed('app://frontdesk')).toBe('app://frontdesk');
    expect(await allowed('https://evil.example')).toBeNull();
    expect(await allowed('null')).toBeNull();
    const preflight = await fetch(`${server.url}/trpc/commands.push`, {
      method: 'OPTIONS',
      headers: { origin: 'app://frontdesk' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain(PROTOCOL_HEADER);
  });
});

describe('the screens', () => {
  test('come with the policy that the desktop app has', async () => {
    const response = await fetch(`${server.url}/`);
    expect(await response.text()).toContain('Frontdesk');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('an address inside the app shows the app; a missing file is missing', async () => {
    const page = await fetch(`${server.url}/clients/42`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, '<title>Frontdesk</title>']);
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect((await fetch(`${server.url}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${server.url}/../../package.json`)).status).toBe(404);
  });

  test('files that are named by their content are kept for ever', async () => {
    const asset = await fetch(`${server.url}/assets/main-abc.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });
});
