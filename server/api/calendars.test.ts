import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalendarWish } from '#shared/replication/calendars.ts';
import { buildHttpServer } from '#server/api/http-server.ts';
import { createAttemptLimit } from '#server/api/attempt-limit.ts';
import { followChanges } from '#server/database/follow-changes.ts';
import { must } from '#shared/lib/must.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { testClient } from '#tests/server/test-client.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let elsewhere: TestClinic;
let url = '';
let close: () => Promise<void>;
beforeAll(async () => {
  here = await openTestClinic();
  elsewhere = await openTestClinic({ database: here.database });
  const { authority, database, desk } = here;
  await desk.push([desk.command(booking({ label: 'Mrs Private' })), desk.command(repeating())]);
  const changes = await followChanges(database.connection);
  const app = await buildHttpServer({
    services: {
      authority,
      changes,
      enrolmentAttempts: createAttemptLimit(),
      feedAttempts: createAttemptLimit(),
      homeTenantId: here.tenantId,
    },
    database,
    openEnrolmentCode: null,
    rendererDir: null,
    allowedHosts: [],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  close = async () => {
    await app.close();
    await changes.close();
  };
});

afterAll(async () => {
  await close();
  await here.close();
});

const wish = (overrides: Partial<CalendarWish> = {}): CalendarWish => ({
  actorId: clinic.manager,
  scope: { kind: 'resource', id: clinic.anna },
  telling: 'names',
  language: 'en',
  ...overrides,
});
const calendars = (one: TestClinic = here) => testClient(url, one.desk.key).calendars;

async function newFeed(overrides: Partial<CalendarWish> = {}) {
  const made = await calendars().createFeed.mutate(wish(overrides));
  return must(made.kind === 'created' ? made : null, 'a feed');
}

function summaries(text: string): readonly string[] {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return events.map((one) => String(one.getFirstPropertyValue('summary'))).toSorted();
}

test('[IC5] [IC7] another program reads a feed by its address, and is told when nothing changed', async () => {
  const { path, feed } = await newFeed();
  expect(path).toMatch(/^\/calendar\/[0-9a-f]{32}[A-Za-z0-9_-]{43}\.ics$/);
  const first = await fetch(`${url}${path}`);
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await first.text();
  expect(summaries(text)).toEqual(['Mr Weekly', 'Mrs Private']);
  expect(text).toContain('RRULE:FREQ=WEEKLY;COUNT=12');
  const etag = must(first.headers.get('etag'), 'an ETag');
  expect((await fetch(`${url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  await here.desk.send({ name: 'block.put', input: block(randomUUID()) });
  const after = await fetch(`${url}${path}`, { headers: { 'if-none-match': etag } });
  expect(after.status).toBe(200);
  expect(summaries(await after.text())).toContain('Away');
  expect(await calendars().listFeeds.query({ actorId: clinic.manager })).toMatchObject({
    kind: 'listed',
    feeds: [{ id: feed.id, createdByName: 'manager', lastReadAt: expect.any(Number) }],
  });
});

const block = (blockId: string) => ({
  blockId,
  resourceId: clinic.anna,
  start: Date.UTC(2026, 10, 23, 15),
  end: Date.UTC(2026, 10, 23, 16),
  kind: 'leave',
  reason: 'Away',
});

test('[IC5] only the hash of an address is kept, and the audit says who made and ended it', async () => {
  const { path, feed } = await newFeed();
  const secret = path.slice('/calendar/'.length + 32, -'.ics'.length);
  const admin = await here.database.connectAs('admin');
  try {
    const { rows } = await admin.query<{ all: string }>(
      "select (select string_agg(calendar_feed::text, '') from calendar_feed) || (select string_agg(command::text, '') from command) as all",
    );
    expect(rows[0]?.all).not.toContain(secret);
  } finally {
    await admin.end();
  }
  expect((await fetch(`${url}${path}`)).status).toBe(200);
  expect(await calendars().revokeFeed.mutate({ actorId: clinic.manager, feedId: feed.id })).toEqual({
    kind: 'revoked',
  });
  expect((await fetch(`${url}${path}`)).status).toBe(404);
  const trail = await here.authority.auditTrail(here.tenantId, feed.id);
  expect(trail.map(({ name, actorName, deskName }) => [name, actorName, deskName])).toEqual([
    ['calendar-feed.revoke', 'manager', 'Front'],
    ['calendar-feed.create', 'manager', 'Front'],
  ]);
});

test('[IC5] a receptionist makes and sees no feeds, somebody who has not signed in here neither', async () => {
  const refused = { kind: 'refused', code: 'not-permitted' };
  expect(await calendars().createFeed.mutate(wish({ actorId: clinic.receptionist }))).toEqual(refused);
  expect(await calendars().listFeeds.query({ actorId: clinic.receptionist })).toEqual(refused);
  expect(await calendars().createFeed.mutate(wish({ actorId: randomUUID() }))).toEqual({
    kind: 'refused',
    code: 'actor-unknown',
  });
  await expect(testClient(url, null).calendars.listFeeds.query({ actorId: clinic.manager })).rejects.toThrow(
    'desk-unknown',
  );
});

test('[IC4] a practitioner exports busy times and no names; a receptionist exports names', async () => {
  const practitioner = await here.addPerson('practitioner');
  await here.authority.bindPerson(here.desk, practitioner);
  const refused = { kind: 'refused', code: 'not-permitted' };
  expect(await calendars().export.query(wish({ actorId: practitioner }))).toEqual(refused);
  const busy = await calendars().export.query(wish({ actorId: practitioner, telling: 'busy' }));
  expect(busy.kind === 'exported' && new Set(summaries(busy.text))).toEqual(new Set(['Busy']));
  const names = await calendars().export.query(wish({ actorId: clinic.receptionist }));
  expect(names).toMatchObject({ kind: 'exported', name: 'Anna', text: expect.stringContaining('Mrs Private') });
  expect(await calendars().export.query(wish({ scope: { kind: 'client', id: randomUUID() } }))).toEqual({
    kind: 'refused',
    code: 'unknown-client',
  });
});

test('[I6] [IC6] one clinic cannot read, list or end a feed of another', async () => {
  const { path, feed } = await newFeed();
  expect(await calendars(elsewhere).listFeeds.query({ actorId: clinic.manager })).toEqual({
    kind: 'listed',
    feeds: [],
  });
  await calendars(elsewhere).revokeFeed.mutate({ actorId: clinic.manager, feedId: feed.id });
  expect((await fetch(`${url}${path}`)).status).toBe(200);
  const theirs = path.replace(here.tenantId.replaceAll('-', ''), elsewhere.tenantId.replaceAll('-', ''));
  expect((await fetch(`${url}${theirs}`)).status).toBe(404);
});

test('[IC4] approved time off is in a feed and a file as time away, and nobody reads what it is for', async () => {
  const { desk } = here;
  const timeOffId = randomUUID();
  const days = { resourceId: clinic.ben, fromDate: '2026-12-21', toDate: '2026-12-23', hours: null };
  const scope = { kind: 'resource', id: clinic.ben } as const;
  const asked = { timeOffId, ...days, kind: 'sick', note: 'Secret' };
  await desk.send({ name: 'time-off.request', input: asked }, { actorId: clinic.receptionist });
  const exported = async (): Promise<string> => {
    const answer = await calendars().export.query(wish({ scope }));
    return must(answer.kind === 'exported' ? answer : null, 'a file').text;
  };
  expect(summaries(await exported())).not.toContain('Away');
  const answer = { timeOffId, seenVersion: 1, state: 'approved', note: 'Secret too', restoring: [] } as const;
  expect((await desk.send({ name: 'time-off.decide', input: answer })).kind).toBe('accepted');
  const text = await exported();
  expect(summaries(text)).toContain('Away');
  expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261221T000000');
  const { path } = await newFeed({ scope, telling: 'busy' });
  const feed = await (await fetch(`${url}${path}`)).text();
  expect(summaries(feed)).toContain('Busy');
  for (const word of ['sick', 'Secret', 'Away']) expect(feed).not.toContain(word);
});

test('[IC6] guesses are answered alike, and after ten in a minute not at all', async () => {
  const guess = (text: string) => fetch(`${url}/calendar/${text}`);
  const answers = [await guess('x.ics'), await guess(`${'0'.repeat(32)}${'a'.repeat(43)}.ics`), await guess('a.txt')];
  expect(await Promise.all(answers.map((one) => one.text()))).toEqual(answers.map(() => '{"error":"not-found"}'));
  for (let count = 0; count < 10; count += 1) await guess('x.ics');
  const refused = await guess('x.ics');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
});
