import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instant } from '#shared/time/instant.ts';
import { appRouter } from '#server/api/router.ts';
import { createAuthority } from '#server/authority/authority.ts';
import { checkAudit } from '#server/authority/audit/check-audit.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
let client: ReturnType<TestServer['client']>;
let tenantId: string;
let deskId: string;
let actorId: string;

/** What is counted by the hour is not begun in an hour's last half minute, which could end in the middle of it. */
async function awayFromTheFullHour(): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000);
  if (left < 30_000) await new Promise((resolve) => setTimeout(resolve, left));
}

beforeAll(async () => {
  await awayFromTheFullHour();
  server = await startTestServer();
  const enrolment = await server.enrol();
  ({ tenantId, deskId } = enrolment);
  client = server.client(enrolment.deskKey);
  actorId = derivedId('first-owner', tenantId);
}, 60_000);
afterAll(() => server.close());

/** What the audit notes besides commands, in its order. */
async function notes(): Promise<readonly unknown[]> {
  const admin = await server.tables.connectAs('admin');
  const { rows } = await admin.query<{ note: unknown }>(
    `select note - 'once' as note from audit where tenant_id = $1 and note is not null order by position`,
    [tenantId],
  );
  expect(await checkAudit(admin, tenantId)).toMatchObject({ broken: null, strays: [] });
  await admin.end();
  return rows.map(({ note }) => note);
}

test('[AU5] [AU6] who is given personal data is in the audit, once an hour where it is given again and again', async () => {
  await client.session.signIn.mutate({ personId: actorId, pin: '0000' });
  await client.session.signIn.mutate({ personId: actorId, pin: '1111' });
  const start = at('2026-12-01T09:00');
  const setUp = [
    upsert('location.upsert', location()),
    ...[clinic.anna, clinic.room1].map((id) => upsert('resource.upsert', resource({ id }))),
    upsert('service.upsert', service({ id: clinic.visit })),
    booking({ start }),
  ];
  const commands = setUp.map((intent, sequence) => ({
    ...{ id: crypto.randomUUID(), ...intent, actorId, sequence: sequence + 1 },
    deskTime: instant(Date.now()),
  }));
  await client.commands.push.mutate({ commands });
  const pull = { collection: 'appointments', checkpoint: null, limit: 10 } as const;
  await client.replica.pull.query({ ...pull, collection: 'services' });
  const pages = await Promise.all([1, 2, 3].map(() => client.replica.pull.query(pull)));
  await client.replica.pull.query({ ...pull, checkpoint: pages[0]?.checkpoint ?? null });
  const interval = { from: start, to: at('2026-12-02T09:00') };
  for (let time = 0; time < 2; time += 1) await client.replica.range.query(interval);
  await client.audit.ofAppointment.query({ appointmentId: clinic.visit });
  expect(await notes()).toEqual([
    { name: 'session.sign-in', deskId, actorId },
    { name: 'sync.copy', deskId },
    { name: 'range.read', deskId },
    { name: 'history.read', deskId },
  ]);
});

test('[AU5] calendars that tell of clients are noted: each export, and a feed once an hour; others are not', async () => {
  const before = (await notes()).length;
  const wish = { actorId, scope: { kind: 'resource', id: clinic.anna }, telling: 'names', language: 'en' } as const;
  for (let time = 0; time < 2; time += 1) await client.calendars.export.query(wish);
  await client.calendars.export.query({ ...wish, telling: 'busy' });
  const created = await client.calendars.createFeed.mutate(wish);
  if (created.kind !== 'created') throw new Error(created.code);
  for (let time = 0; time < 2; time += 1) expect((await fetch(server.url + created.path)).status).toBe(200);
  const { scope, telling } = wish;
  const exported = { name: 'calendar.export', deskId, actorId, scope, telling };
  expect((await notes()).slice(before)).toEqual([
    exported,
    exported,
    { name: 'calendar-feed.read', feedId: created.feed.id },
  ]);
});

test('[AU6] another server on the same database does not note the same hour again', async () => {
  const before = (await notes()).length;

  const another = createAuthority(server.tables);
  await another.noteReading({ tenantId, deskId }, 'sync.copy');
  expect((await notes()).length).toBe(before);
});

/** Who adds a procedure decides here whether it gives somebody personal data. */
const proceduresAndNotes: Readonly<Record<string, string>> = {
  'audit.ofAppointment': 'history.read',
  'calendars.createFeed': 'is a row of the audit',
  'calendars.export': 'calendar.export',
  'calendars.listFeeds': 'nobody’s data',
  'calendars.revokeFeed': 'is a row of the audit',
  'commands.push': 'is a row of the audit',
  'holds.extend': 'nobody’s data',
  'holds.list': 'nobody’s data',
  'holds.place': 'nobody’s data',
  'holds.release': 'nobody’s data',
  'holds.setMinutes': 'nobody’s data',
  'leases.giveUp': 'nobody’s data',
  'leases.overview': 'nobody’s data',
  'leases.renew': 'nobody’s data',
  'replica.poke': 'nobody’s data',
  'replica.pull': 'sync.copy, sync.changes',
  'replica.range': 'range.read',
  'series.preview': 'range.read',
  'session.clinic': 'nobody’s data',
  'session.enrol': 'nobody’s data',
  'session.signIn': 'session.sign-in',
};

test('[AU5] of every procedure it is known whether it gives personal data', () => {
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(proceduresAndNotes));
});
