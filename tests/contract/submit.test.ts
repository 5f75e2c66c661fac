import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Submitter } from '#renderer/replica/submitter.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { localCommand } from '#renderer/replica/view/local-command.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { repeating, weekly } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { clinicView } from '#tests/builders/view.ts';

const person: Person = {
  id: clinic.receptionist,
  version: 1,
  name: 'Rita',
  title: '',
  role: 'receptionist',
  color: '#4c6ef5',
  isActive: true,
};
const appointmentId = id('appt', 1);

let database: DatabaseSync;
let view: DeskView;
let log: OutboxLog;
let submitter: Submitter;
let who: Person | null;
let now: Instant;

beforeEach(() => {
  database = openDeskDatabase(join(mkdtempSync(join(tmpdir(), 'frontdesk-submit-')), 'desk.sqlite'));
  view = clinicView();
  log = new OutboxLog(sqliteOutbox(database));
  who = person;
  now = at('08:00');
  submitter = new Submitter({ view, log, person: () => who, now: () => now, onSaved: () => {} });
});

function shown() {
  return view.view.find('appointments', appointmentId);
}

function moveTo(time: string): Intent {
  const seen = seenPlacement(must(shown(), 'an appointment'));
  return { name: 'appointment.move', input: { appointmentId, start: at(time), swaps: [], seen } };
}

function fillDisk(): void {
  const pages = Number(database.prepare('pragma page_count').get()?.['page_count']);
  database.exec(`pragma max_page_count = ${pages}`);
}

describe('an import', () => {
  const importing = (number: number, blockId: string = id('blck', number)): CommandIntent => ({
    name: 'block.put',
    input: {
      ...{ blockId, resourceId: clinic.room1, kind: 'other', reason: 'Rounds', importedSequence: 0 },
      ...{ start: at(`1${number}:00`), end: at(`1${number}:30`) },
    },
  });
  const blocks = (): number => [...view.view.all('blocks').values()].filter((one) => !one.isRemoved).length;

  async function importBlocks(): Promise<void> {
    const step = submitter.history.begin('import');
    for (const number of [1, 2, 3]) await submitter.submit(importing(number), { step });
    step.end();
  }

  test('[IM3] is one step: taken back whole, done again whole, and nothing older with it', async () => {
    await submitter.submit(booking(), { label: 'booked' });
    await importBlocks();
    expect(blocks()).toBe(3);
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect([blocks(), shown()?.status]).toEqual([0, 'booked']);
    expect(submitter.history.labels.get()).toEqual({ undoLabel: 'booked', redoLabel: 'import' });
    expect(await submitter.redo()).toMatchObject({ kind: 'saved' });
    expect(blocks()).toBe(3);
    await submitter.undo();
    expect([blocks(), shown()?.status]).toEqual([0, 'booked']);
  });

  test('[IM3] nothing is undone while it is under way', async () => {
    await submitter.submit(booking(), { label: 'booked' });
    const step = submitter.history.begin('import');
    await submitter.submit(importing(1), { step });
    expect(await submitter.undo()).toEqual({ kind: 'under-way' });
    expect([blocks(), shown()?.status]).toEqual([1, 'booked']);
    step.end();
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect([blocks(), shown()?.status]).toEqual([0, 'booked']);
  });

  test('two quick keys undo two things: the second waits while the first is being taken back', async () => {
    await submitter.submit(importing(1), { label: 'one' });
    await submitter.submit(importing(2), { label: 'two' });
    const first = submitter.undo();
    while (submitter.history.nextUndo()?.isUnderWay !== true) await Promise.resolve();
    const second = submitter.undo();
    expect([(await first)?.kind, (await second)?.kind]).toEqual(['saved', 'saved']);
    expect(blocks()).toBe(0);
  });

  test('[IM3] what of it cannot be done again is counted, and is there to be tried later', async () => {
    await importBlocks();
    await submitter.undo();
    await submitter.submit(importing(2, id('blck', 9)));
    expect(await submitter.redo()).toEqual({ kind: 'in-part', done: 2, total: 3 });
    expect(blocks()).toBe(3);
    await submitter.submit({ name: 'block.remove', input: { blockId: id('blck', 9) } });
    expect(await submitter.redo()).toMatchObject({ kind: 'saved' });
    expect(blocks()).toBe(3);
  });

  test('[IM3] what this desk does not carry any more is taken back all the same: the server knows it', async () => {
    const intent = { name: 'appointment.cancel', input: { appointmentId: id('appt', 8), reason: '' } };
    const parts = [{ intent, evenIfTaken: false, commandIds: [id('cmd', 1)] }];
    submitter.history.did({ label: 'import', parts, lost: 0, isUnderWay: false });
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(submitter.history.labels.get()).toEqual({ undoLabel: null, redoLabel: null });
  });
});

describe('a series', () => {
  const occurrences = (): string[] =>
    ['24', '01', '08', '15'].flatMap((day) => {
      const date = `2026-${day === '24' ? 11 : 12}-${day}`;
      const one = view.view.appointmentsIn({ start: at(`${date}T00:00`), end: at(`${date}T23:00`) });
      const kinds = one.filter(({ occurrence, status }) => occurrence !== undefined && status !== 'cancelled');
      return kinds.map(({ displacement }) => `${date} ${displacement === null ? 'booked' : 'inbox'}`);
    });
  const made = ['2026-11-24 booked', '2026-12-01 inbox', '2026-12-08 booked', '2026-12-15 booked'];

  beforeEach(async () => {
    await submitter.submit(booking({ start: at('2026-12-01T08:00') }));
    const options = { label: 'repeat', evenIfTaken: true };
    expect(await submitter.submit(repeating(), options)).toMatchObject({ kind: 'saved' });
    expect(occurrences()).toEqual(made);
  });

  test('[SR3] with a clash that nobody decided is not saved unless it is to be booked all the same', async () => {
    const seriesId = seriesIdFrom(id('other', 1));
    const submission = await submitter.submit(repeating({ seriesId, rules: ['FREQ=WEEKLY;COUNT=2'] }));
    expect(submission.kind).toBe('taken');
  });

  test('[SR10] is made, undone and redone offline, what waits in the inbox too', async () => {
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(occurrences()).toEqual([]);
    expect(await submitter.redo()).toMatchObject({ kind: 'saved' });
    expect(occurrences()).toEqual(made);
  });

  test('[SR10] is cancelled and brought back by one undo', async () => {
    const input = { seriesId: weekly, scope: { kind: 'all' }, reason: '', keepsMoved: false };
    await submitter.submit({ name: 'series.cancel', input }, { label: 'cancel' });
    expect(occurrences()).toEqual([]);
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(occurrences()).toEqual(made);
  });
});

describe('a submission', () => {
  test('is on disk when it is called saved, and in sight', async () => {
    const submission = await submitter.submit(booking());
    expect(submission).toMatchObject({ kind: 'saved', adjustments: [] });
    expect(await sqliteOutbox(database).entries(0)).toHaveLength(1);
    expect(shown()?.start).toBe(at('09:00'));
  });

  test('is in sight before the disk has answered', () => {
    void submitter.submit(booking());
    expect(shown()?.start).toBe(at('09:00'));
  });

  test('that is refused at the desk writes nothing', async () => {
    const submission = await submitter.submit(booking({ serviceId: id('svc', 77) }));
    expect(submission).toMatchObject({ kind: 'refused', refusal: { code: 'unknown-service' } });
    expect(await sqliteOutbox(database).entries(0)).toEqual([]);
  });

  test('whose time is taken is not sent unless a person insists; then it waits in the inbox', async () => {
    await submitter.submit(booking());
    const second = booking({ appointmentId: id('appt', 2) });
    expect(await submitter.submit(second)).toMatchObject({ kind: 'taken' });
    expect(log.pending()).toHaveLength(1);
    expect(await submitter.submit(second, { evenIfTaken: true })).toMatchObject({ kind: 'saved' });
    expect(view.displaced().map((one) => one.id)).toEqual([id('appt', 2)]);
  });

  test('twice by a double click is one command and one thing to undo', async () => {
    const options = { commandId: id('cmd', 1), label: 'booked' };
    const both = await Promise.all([submitter.submit(booking(), options), submitter.submit(booking(), options)]);
    expect(both[1]).toEqual(both[0]);
    expect(await submitter.submit(booking(), options)).toMatchObject({ kind: 'saved', commandId: id('cmd', 1) });
    expect(log.pending()).toHaveLength(1);
    await submitter.undo();
    expect(submitter.history.nextUndo()).toBeNull();
  });

  test('at a locked desk is refused', async () => {
    who = null;
    expect(await submitter.submit(booking())).toMatchObject({ kind: 'refused', refusal: { code: 'actor-unknown' } });
  });

  test('[F20] on a full disk is not called saved and leaves the screen; a later one works', async () => {
    fillDisk();
    const huge = booking({ notes: 'x'.repeat(20_000) });
    expect(await submitter.submit(huge, { label: 'booked' })).toEqual({ kind: 'not-saved', reason: 'disk-full' });
    expect(shown()).toBeNull();
    expect(submitter.history.nextUndo()).toBeNull();
    database.exec('pragma max_page_count = 100000');
    expect(await submitter.submit(huge)).toMatchObject({ kind: 'saved' });
  });
});

describe('undo and redo, with nothing sent yet', () => {
  test('of a booking', async () => {
    await submitter.submit(booking(), { label: 'booked' });
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(shown()?.status).toBe('cancelled');
    expect(submitter.history.labels.get()).toEqual({ undoLabel: null, redoLabel: 'booked' });
    expect(await submitter.redo()).toMatchObject({ kind: 'saved' });
    expect(shown()).toMatchObject({ status: 'booked', start: at('09:00') });
    await submitter.undo();
    expect(shown()?.status).toBe('cancelled');
  });

  test('of a move, there and back as often as one likes', async () => {
    await submitter.submit(booking());
    await submitter.submit(moveTo('11:00'), { label: 'moved' });
    for (const time of ['09:00', '11:00', '09:00', '11:00']) {
      await (time === '09:00' ? submitter.undo() : submitter.redo());
      expect(shown()?.start).toBe(at(time));
    }
  });

  test('each step is a command of its own, so that everybody else sees it too', async () => {
    await submitter.submit(booking(), { label: 'booked' });
    await submitter.undo();
    await submitter.redo();
    expect(log.pending().map(({ name }) => name)).toEqual([
      'appointment.book',
      'appointment.cancel',
      'appointment.change-status',
    ]);
  });

  test('of a cancellation whose time was given away meanwhile says so, and can be tried again', async () => {
    await submitter.submit(booking());
    await submitter.submit(
      { name: 'appointment.cancel', input: { appointmentId, reason: '' } },
      { label: 'cancelled' },
    );
    await submitter.submit(booking({ appointmentId: id('appt', 2) }));
    expect(await submitter.undo()).toMatchObject({ kind: 'taken' });
    await submitter.submit({ name: 'appointment.cancel', input: { appointmentId: id('appt', 2), reason: '' } });
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(shown()?.status).toBe('booked');
  });

  test.each([
    ['placing', () => moveTo('11:00')],
    ['cancelling', (): Intent => ({ name: 'appointment.cancel', input: { appointmentId, reason: '' } })],
  ])('[I12] of %s a visit that waited in the conflict inbox puts it back there', async (_act, intent) => {
    await submitter.submit(booking({ appointmentId: id('appt', 2) }));
    await submitter.submit(booking(), { evenIfTaken: true });
    await submitter.submit(intent(), { label: 'solved' });
    expect(shown()?.displacement).toBeNull();
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(shown()).toMatchObject({ start: at('09:00'), status: 'booked', claims: [] });
    expect(shown()?.displacement).not.toBeNull();
  });

  test('as fast as the keys are pressed: each press is a step of its own, after what was done before it', async () => {
    const booked = submitter.submit(booking(), { label: 'booked' });
    expect(await submitter.undo()).toMatchObject({ kind: 'saved' });
    expect(await booked).toMatchObject({ kind: 'saved' });
    await submitter.redo();
    await submitter.submit(moveTo('11:00'), { label: 'moved' });
    const steps = await Promise.all([submitter.undo(), submitter.undo(), submitter.redo()]);
    expect(steps.map((step) => step?.kind)).toEqual(['saved', 'saved', 'saved']);
    expect(shown()).toMatchObject({ status: 'booked', start: at('09:00') });
    expect(submitter.history.labels.get()).toEqual({ undoLabel: 'booked', redoLabel: 'moved' });
  });

  test('of nothing is nothing', async () => {
    expect(await submitter.undo()).toBeNull();
    expect(await submitter.redo()).toBeNull();
  });
});

test('[F1] a booking made with the clock set back two days waits behind the earlier ones, and waits to be sent', async () => {
  await submitter.submit(booking());
  now = at('2026-11-21T08:00');
  await submitter.submit(booking({ appointmentId: id('appt', 2), start: at('14:00') }));
  const restarted = new OutboxLog(sqliteOutbox(database));
  await restarted.load(Number.MAX_SAFE_INTEGER);
  expect(restarted.pending().map(({ input }) => input)).toMatchObject([
    { appointmentId },
    { appointmentId: id('appt', 2) },
  ]);
});

test('[I2] a restart shows every unsent command again, in its order', async () => {
  await submitter.submit(booking());
  await submitter.submit(moveTo('11:00'));
  const again = clinicView();
  const entries = await new OutboxLog(sqliteOutbox(database)).load(0);
  again.addAll(entries.map(({ command, verdict }) => localCommand(command, verdict)));
  expect(again.view.find('appointments', appointmentId)?.start).toBe(at('11:00'));
  expect(again.view.isPending('appointments', appointmentId)).toBe(true);
});
