import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { derivedId } from '#shared/lib/derived-id.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';
import { at } from '#tools/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-audit-'));
let server: TestServer;
let tenantId: string;
beforeAll(async () => {
  server = await startTestServer();
  const enrolment = await server.enrol();
  ({ tenantId } = enrolment);
  const actorId = derivedId('first-owner', tenantId);
  // Each is a row of the audit, after the one of the enrolment.
  for (let time = 0; time < 4; time += 1)
    await server.client(enrolment.deskKey).session.signIn.mutate({ personId: actorId, pin: '0000' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function audit(...args: readonly string[]) {
  const { connectionString } = z.object({ connectionString: z.string() }).parse(server.tables.connection);
  const env = { ...process.env, INIT_CWD: folder, DATABASE_URL: connectionString };
  const given = [at('tools/audit.ts'), '--data', 'data', ...args];
  const child = spawn(process.execPath, given, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

/** As nobody but the owner of the whole PostgreSQL can. */
async function tamper(statement: string): Promise<void> {
  const admin = await server.tables.connectAs('admin');
  await admin.query(statement);
  await admin.end();
}

test('[AU4] [AU8] a sound audit is called so, and its head is signed with a key that only the server reads', async () => {
  const verified = await audit('verify');
  expect(verified).toMatchObject({ code: 0, errors: '' });
  expect(verified.out).toMatch(new RegExp(`clinic ${tenantId}: 5 rows, head 5 [0-9a-f]{64}\n {2}sound`));
  const exported = await audit('head', '--out', 'head.json');
  expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('head 5') });
  expect(statSync(join(folder, 'data', 'audit-key')).mode & 0o777).toBe(0o600);
  expect(await audit('verify', '--head', 'head.json')).toMatchObject({ code: 0 });
  expect(await audit('head', '--out', 'head.json')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is there already'),
  });
});

test('[AU8] a head that was changed is none, and another installation’s is told apart', async () => {
  const head = readFileSync(join(folder, 'head.json'), 'utf8');
  writeFileSync(join(folder, 'changed.json'), head.replace('"position": 5', '"position": 4'));
  expect(await audit('verify', '--head', 'changed.json')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('changed after it was signed'),
  });
  const elsewhere = await audit('verify', '--head', 'head.json', '--data', 'other');
  expect(elsewhere.code).toBe(0);
  await audit('head', '--out', 'other.json', '--data', 'other');
  expect(await audit('verify', '--head', 'other.json')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('another installation'),
  });
});

test('[AU4] [I7] an end that was cut off is found by the older head, and an edited row without it', async () => {
  await tamper(`delete from audit where position = 5`);
  expect(await audit('verify')).toMatchObject({ code: 0 });
  const cut = await audit('verify', '--head', 'head.json', '--tenant', tenantId);
  expect(cut).toMatchObject({ code: 1, out: expect.stringContaining('WRONG row 5 and what followed was cut off') });
  await tamper(`update audit set note = jsonb_set(note, '{actorId}', note -> 'deskId') where position = 3`);
  const edited = await audit('verify');
  expect(edited).toMatchObject({ code: 1, out: expect.stringContaining('WRONG row 3 (session.sign-in) was edited') });
});

test('what cannot be meant is answered with what can', async () => {
  for (const args of [[], ['verify', 'more'], ['head'], ['verify', '--out', 'x'], ['verify', '--tenant', 'x']])
    expect(await audit(...args)).toMatchObject({ code: 1, errors: expect.not.stringContaining(' at ') });
});
