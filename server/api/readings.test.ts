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
    { name: 'desk.enrol', deskId, deskName: 'Front' },
    { name: 'session.sign-in', deskId, actorId },
    { name: 'session.wrong-pin', deskId, personId: actorId },
    { name: 'sync.copy', deskId },
    { name: 'range.read', deskId },
    { name: 'history.read', deskId },
  ]);
});

test('[AU5] a desk that makes its checkpoint up is noted by what it is sent: all of it, or all of a new week', async () => {
  const pull = { collection: 'appointments', limit: 10 } as const;
  const { checkpoint } = await client.replica.pull.query({ ...pull, checkpoint: null });
  const first = { id: '00000000-0000-0000-0000-000000000000', xid: '0' };
  for (const forged of [
    { ...checkpoint, xid: '9000000000000000' },
    { ...checkpoint, ...first },
    { ...checkpoint, anchor: '2020-01-06' },
  ]) {
    const other = await server.enrol();
    const before = (await notes()).length;
    const page = await server.client(other.deskKey).replica.pull.query({ ...pull, checkpoint: forged });
    expect(page.documents).toHaveLength(1);
    const name = forged.anchor === checkpoint.anchor ? 'sync.copy' : 'sync.new-week';
    expect((await notes()).slice(before)).toEqual([{ name, deskId: other.deskId }]);
  }
});

test('[AU9] a desk that is enrolled is noted, with the name that it got', async () => {
  const before = (await notes()).length;
  const enrolment = await server.enrol();
  await expect(server.client().session.enrol.mutate({ code: 'WRONG-CODE-1', deskName: 'x' })).rejects.toThrow();
  const [note, ...others] = (await notes()).slice(before);
  expect(note).toEqual({ name: 'desk.enrol', deskId: enrolment.deskId, deskName: expect.stringMatching(/^Front/) });
  expect(others).toEqual([]);
});

test('[AU9] for how long slots are held is noted with who set it, and so is whoever may not', async () => {
  const before = (await notes()).length;
  const nobody = derivedId('nobody', tenantId);
  await client.holds.setMinutes.mutate({ actorId, minutes: 7 });
  await client.holds.setMinutes.mutate({ actorId: nobody, minutes: 8 });
  expect((await notes()).slice(before)).toEqual([
    { name: 'holds.set-minutes', deskId, actorId, minutes: 7, outcome: 'set' },
    { name: 'holds.set-minutes', deskId, actorId: nobody, minutes: 8, outcome: 'actor-unknown' },
  ]);
});

test('[AU9] each wrong PIN and each lock-out is noted, a try while locked out once, and a try as nobody once an hour', async () => {
  await client.session.signIn.mutate({ personId: actorId, pin: '0000' });
  const before = (await notes()).length;
  const guess = (personId: string) => client.session.signIn.mutate({ personId, pin: '9999' });
  for (let time = 0; time < 8; time += 1) await guess(actorId);
  for (let time = 0; time < 3; time += 1) await guess(derivedId('nobody', tenantId));
  const wrong = { name: 'session.wrong-pin', deskId, personId: actorId };
  expect((await notes()).slice(before)).toEqual([
    ...[wrong, wrong, wrong, wrong],
    { ...wrong, name: 'session.lock-out' },
    { ...wrong, name: 'session.try-while-locked' },
    { name: 'session.try-as-nobody', deskId, personId: derivedId('nobody', tenantId) },
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

/** Who adds a procedure decides here whether it gives somebody personal data, or does something that is to be known. */
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
  'holds.setMinutes': 'holds.set-minutes',
  'leases.giveUp': 'nobody’s data',
  'leases.overview': 'nobody’s data',
  'leases.renew': 'nobody’s data',
  'replica.poke': 'nobody’s data',
  'replica.pull': 'sync.copy, sync.new-week, sync.changes',
  'replica.range': 'range.read',
  'series.preview': 'range.read',
  'session.clinic': 'nobody’s data',
  'session.enrol': 'desk.enrol',
  'session.signIn': 'session.sign-in, or how it failed',
};

test('[AU5] [AU9] of every procedure it is known whether it gives personal data, and what the audit says of it', () => {
  expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(proceduresAndNotes));
});
