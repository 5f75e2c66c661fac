import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { createAuthority } from '#server/authority/authority.ts';
import type { StoreTx } from '#server/authority/store.ts';
import { openTestClinic, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';

let here: TestClinic;
let desks: readonly TestDesk[];
beforeAll(async () => {
  here = await openTestClinic();
  desks = [here.desk, await here.openDesk(), await here.openDesk()];
});
afterAll(() => here.close());

/** A booking of its own on a day that no other test uses. */
function onDay(day: string, slot: number, overrides: Parameters<typeof booking>[0] = {}) {
  return booking({ appointmentId: randomUUID(), start: plusMinutes(at(`${day}T06:00`), 30 * slot), ...overrides });
}

/** Thirty pushes at once, from three desks: the first goes alone, and the others in company. */
function together<Result>(send: (desk: TestDesk, number: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: 30 }, (_, number) => send(desks[number % 3] ?? here.desk, number)));
}

test('[PS4] in company, each push is decided in its own order, also where one document changes again and again', async () => {
  const verdicts = await together((desk, number) => {
    const book = onDay('2027-04-05', number);
    const { appointmentId, start } = book.input;
    const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
    const later = plusMinutes(at('2027-04-07T06:00'), 30 * number);
    return desk.push([
      desk.command(book),
      desk.command({
        name: 'appointment.edit-details',
        input: { appointmentId, notes: { from: '', to: `Note ${number}` } },
      }),
      desk.command({ name: 'appointment.move', input: { appointmentId, start: later, swaps: [], seen } }),
      desk.command(onDay('2027-04-05', number)),
    ]);
  });
  // The fourth takes the place that the third has just left.
  for (const four of verdicts) expect(four.map(({ kind }) => kind)).toEqual(Array(4).fill('accepted'));
  expect(verdicts.map((four) => four[2]?.revisions)).toEqual(
    verdicts.map((four) => [{ ...four[0]?.revisions[0], version: 3 }]),
  );
});

test('[PS2] in company, one command that many send at once has one effect and one verdict', async () => {
  const command = here.desk.command(onDay('2027-04-12', 0));
  const verdicts = await together(() => here.desk.push([command]));
  expect(new Set(verdicts.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(verdicts[0]?.[0]?.kind).toBe('accepted');
});

test('[I1] in company, who came first has the slot, and the others are told whose it is', async () => {
  const verdicts = (await together((desk) => desk.push([desk.command(onDay('2027-04-19', 0))]))).flat();
  const winners = verdicts.flatMap(({ kind, revisions }) => (kind === 'accepted' ? revisions : []));
  expect(winners).toHaveLength(1);
  for (const verdict of verdicts)
    if (verdict.kind === 'displaced') expect(verdict.conflicts[0]).toMatchObject({ holderId: winners[0]?.id });
});

test('[PS5] [I13] in company, a command that the database itself rejects spoils nobody else’s push', async () => {
  const client = await here.database.connectAs('admin');
  await client.query("alter table client add constraint no_poison check (doc ->> 'name' <> 'Poison')");
  try {
    const verdicts = await together((desk, number) => {
      const poison = { client: { kind: 'new', id: randomUUID(), name: 'Poison', phone: '' } } as const;
      return desk.push([desk.command(onDay('2027-04-26', number, number === 17 ? poison : {}))]);
    });
    const kinds = verdicts.map(([verdict]) => verdict?.kind);
    expect(kinds).toEqual(verdicts.map((_, number) => (number === 17 ? 'refused' : 'accepted')));
  } finally {
    await client.query('alter table client drop constraint no_poison');
    await client.end();
  }
});

test('thirty pushes at once are a few transactions, and not one falls back to being decided alone', async () => {
  let transactions = 0;
  let savepoints = 0;
  const counted = createAuthority(here.database, {
    clock: () => at('08:00'),
    adaptStore: (store) => ({
      ...store,
      transaction: (tenantId, work, options) => {
        transactions += 1;
        const counting = (tx: StoreTx): StoreTx => ({
          ...tx,
          setSavepoint: () => ((savepoints += 1), tx.setSavepoint()),
        });
        return store.transaction(tenantId, (tx) => work(counting(tx)), options);
      },
    }),
  });
  const verdicts = await together((desk, number) => {
    const book = onDay('2027-05-03', number);
    const { appointmentId } = book.input;
    const note = { name: 'appointment.edit-details', input: { appointmentId, notes: { from: '', to: 'Twice' } } };
    return counted.execute(desk, [desk.command(book), desk.command(note)]);
  });
  expect(verdicts.flat().map(({ verdict }) => verdict.kind)).toEqual(Array(60).fill('accepted'));
  expect({ savepoints, isFew: transactions <= 6 }).toEqual({ savepoints: 0, isFew: true });
});
