import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteRecords } from '#electron/main/sqlite-records.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { OfflineSignIn } from '#renderer/replica/session/offline-sign-in.ts';
import { at, id } from '#tests/builders/clinic.ts';

const person: Person = {
  id: id('person', 1),
  version: 1,
  name: 'Rita',
  title: '',
  role: 'receptionist',
  color: '#4c6ef5',
  isActive: true,
};
const now = at('08:00');

let folder: string;
let offline: OfflineSignIn;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-sign-in-'));
  offline = new OfflineSignIn(sqliteRecords(openDeskDatabase(join(folder, 'desk.sqlite'))));
});

test('nobody who has not signed in here before can be checked', async () => {
  expect(await offline.signIn(person, '2468', now)).toEqual({ kind: 'unknown-offline' });
});

test('after one sign-in with the server, the same PIN works without it, and another does not', async () => {
  await offline.remember(person.id, '2468');
  expect(await offline.signIn(person, '2468', now)).toEqual({ kind: 'signed-in', person });
  expect(await offline.signIn(person, '1357', now)).toEqual({ kind: 'wrong-pin', attemptsLeft: 4 });
});

test('five wrong PINs lock for a minute, a right one included; a clock set back locks no longer', async () => {
  await offline.remember(person.id, '2468');
  for (let attempt = 1; attempt < 5; attempt += 1) await offline.signIn(person, '1357', now);
  expect(await offline.signIn(person, '1357', now)).toEqual({ kind: 'locked', retryAfterSeconds: 60 });
  expect(await offline.signIn(person, '2468', now)).toMatchObject({ kind: 'locked' });
  expect(await offline.signIn(person, '2468', at('2026-11-01T08:00'))).toEqual({
    kind: 'locked',
    retryAfterSeconds: 60,
  });
  expect(await offline.signIn(person, '2468', plusMinutes(now, 2))).toMatchObject({ kind: 'signed-in' });
});

test('[I11] somebody who left the staff is not let in', async () => {
  await offline.remember(person.id, '2468');
  expect(await offline.signIn({ ...person, isActive: false }, '2468', now)).toEqual({ kind: 'unknown-offline' });
});

test('the PIN is not on the disk', async () => {
  await offline.remember(person.id, '24681357');
  const bytes = ['desk.sqlite', 'desk.sqlite-wal'].map((name) => readFileSync(join(folder, name)).toString('latin1'));
  expect(bytes.join('')).not.toContain('24681357');
});
