import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instant } from '#shared/time/instant.ts';
import { clinic, location, resource } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';
import { at } from '#tools/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-calendar-'));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { deskKey, tenantId } = await server.enrol();
  const client = server.client(deskKey);
  const actorId = derivedId('first-owner', tenantId);
  await client.session.signIn.mutate({ personId: actorId, pin: '0000' });
  const anna = resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna' });
  const intents = [upsert('location.upsert', location()), upsert('resource.upsert', anna)];
  const commands = intents.map(({ name, input }, index) => ({
    ...{ id: derivedId('test', name), name, input, actorId, deskTime: instant(Date.now()), sequence: index + 1 },
  }));
  await client.commands.push.mutate({ epoch: server.database.epoch, commands });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(tool: 'import' | 'export', ...args: readonly string[]) {
  const env = { ...process.env, INIT_CWD: folder, DATABASE_URL: '' };
  const given = [at(`tools/${tool}.ts`), ...args, '--server', server.url];
  const child = spawn(process.execPath, given, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, errors };
}

const calendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Training\r\nDTSTART;TZID=Europe/Berlin:20270301T090000\r\nDURATION:PT1H\r\nEND:VEVENT',
  'BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Team\r\nDTSTART;TZID=Europe/Berlin:20270302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nEND:VEVENT',
  'BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Tick\r\nDTSTART:20270302T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=MINUTELY\r\nEND:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const asVisits = ['--as', 'appointments'];

test('[IC1] [IC11] a file goes in, comes out and goes in again from the command line, and the counts add up', async () => {
  writeFileSync(join(folder, 'a.ics'), calendar);
  const dry = await run('import', 'a.ics', '--resource', 'anna', ...asVisits, '--dry-run');
  expect([dry.code, dry.out]).toEqual([
    0,
    expect.stringContaining('events 3 = 2 imported + 0 already there + 1 refused'),
  ]);
  const first = await run('import', 'a.ics', '--resource', 'anna', ...asVisits);
  expect(first.out).toContain('line 15 Tick: frequency not offered FREQ=MINUTELY');
  expect(first.out).toContain('events 3 = 2 imported + 0 already there + 1 refused');
  const again = await run('import', 'a.ics', '--resource', clinic.anna, ...asVisits);
  expect(again.out).toContain('events 3 = 0 imported + 2 already there + 1 refused');
  expect((await run('export', '--resource', 'Anna', '--to', 'b.ics')).out).toContain('Anna: 2 events');
  const written = readFileSync(join(folder, 'b.ics'), 'utf8');
  expect(new ICAL.Component(ICAL.parse(written)).getAllSubcomponents('vevent')).toHaveLength(2);
  const own = await run('import', 'b.ics', '--resource', 'Anna');
  expect(own.out).toContain('events 2 = 0 imported + 2 already there + 0 refused');
});

test('[IC12] what is no calendar, and a resource that is not there, end the run with a sentence', async () => {
  writeFileSync(join(folder, 'c.ics'), '<html>404</html>');
  expect(await run('import', 'c.ics', '--resource', 'Anna')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is not a calendar file'),
  });
  expect((await run('import', 'a.ics', '--resource', 'Nobody')).errors).toContain(
    'no resource called Nobody; there are: Anna',
  );
  expect((await run('export', '--to', 'x.ics')).errors).toContain('Name one resource, client or location.');
});
