import { expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { CommandDraft, DeskRecords, Outbox } from '#shared/desktop/outbox.ts';
import { instant } from '#shared/time/instant.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** A desk's disk that a test can close and open again, as a restart of the program would. */
export type DeskStorage = {
  readonly outbox: Outbox;
  readonly records: DeskRecords;
  reopen(): Promise<DeskStorage>;
};

export function draft(number: number, overrides: Partial<CommandDraft> = {}): CommandDraft {
  return {
    id: id('cmd', number),
    name: 'appointment.cancel',
    actorId: clinic.receptionist,
    deskTime: at('08:00'),
    hold: null,
    input: { appointmentId: id('appt', number), reason: 'Grüße 🙂 你好' },
    ...overrides,
  };
}

export const accepted: Verdict = { kind: 'accepted', decidedAt: at('08:01'), revisions: [] };
export const refused: Verdict = {
  kind: 'refused',
  decidedAt: at('08:01'),
  revisions: [],
  refusal: { code: 'unknown-appointment', field: '', conflicts: [] },
};
const displaced: Verdict = { kind: 'displaced', decidedAt: at('08:01'), revisions: [], conflicts: [] };

/** What every adapter of the outbox promises. */
export function outboxContract(open: () => Promise<DeskStorage>): void {
  test('a command that was saved is there after a restart, whole', async () => {
    const desk = await open();
    const saved = await desk.outbox.append(draft(1));
    const again = await desk.reopen();
    const command = { ...draft(1), sequence: saved.command.sequence };
    expect(await again.outbox.entries(0)).toEqual([
      { command, state: 'pending', verdict: null, attempts: 0, dismissedBy: null },
    ]);
  });

  test('the same command twice is one entry', async () => {
    const { outbox } = await open();
    const [first, second] = await Promise.all([outbox.append(draft(1)), outbox.append(draft(1))]);
    expect(second).toEqual(first);
    expect(await outbox.entries(0)).toHaveLength(1);
  });

  test('[F1] the counter rises whatever the clock says, across restarts and after forgetting', async () => {
    const desk = await open();
    const first = await desk.outbox.append(draft(1));
    const earlier = await desk.outbox.append(draft(2, { deskTime: instant(0) }));
    await desk.outbox.recordVerdicts([1, 2].map((number) => ({ commandId: id('cmd', number), verdict: accepted })));
    await desk.outbox.prune(1_000);
    const again = await desk.reopen();
    const third = await again.outbox.append(draft(3, { deskTime: instant(-1) }));
    expect(earlier.command.sequence).toBeGreaterThan(first.command.sequence);
    expect(third.command.sequence).toBeGreaterThan(earlier.command.sequence);
  });

  test('commands saved at once keep the order in which they were saved', async () => {
    const { outbox } = await open();
    await Promise.all([3, 1, 2].map((number) => outbox.append(draft(number))));
    const ids = (await outbox.entries(0)).map(({ command }) => command.id);
    expect(ids).toEqual([id('cmd', 3), id('cmd', 1), id('cmd', 2)]);
  });

  test('a decided command is given from the asked sequence on, a pending one always', async () => {
    const { outbox } = await open();
    const entries = await Promise.all([1, 2, 3].map((number) => outbox.append(draft(number))));
    await outbox.recordVerdicts([
      { commandId: id('cmd', 1), verdict: accepted },
      { commandId: id('cmd', 3), verdict: refused },
    ]);
    const since = entries[2]?.command.sequence ?? 0;
    expect((await outbox.entries(since)).map(({ command, state }) => [command.id, state])).toEqual([
      [id('cmd', 2), 'pending'],
      [id('cmd', 3), 'decided'],
    ]);
  });

  test('attempts are counted', async () => {
    const { outbox } = await open();
    await outbox.append(draft(1));
    await outbox.append(draft(2));
    await outbox.recordAttempt([id('cmd', 1), id('cmd', 2)]);
    await outbox.recordAttempt([id('cmd', 2), id('cmd', 99)]);
    expect((await outbox.entries(0)).map(({ attempts }) => attempts)).toEqual([1, 2]);
  });

  test('[I4] a verdict stays what it was', async () => {
    const { outbox } = await open();
    await outbox.append(draft(1));
    await outbox.recordVerdicts([{ commandId: id('cmd', 1), verdict: refused }]);
    await outbox.recordVerdicts([{ commandId: id('cmd', 1), verdict: accepted }]);
    expect((await outbox.entries(0))[0]).toMatchObject({ state: 'decided', verdict: refused });
  });

  test('[I12] dismissing names the person, and a pending command cannot be dismissed', async () => {
    const { outbox } = await open();
    await outbox.append(draft(1));
    await outbox.append(draft(2));
    await outbox.recordVerdicts([{ commandId: id('cmd', 1), verdict: refused }]);
    await outbox.dismiss(id('cmd', 1), clinic.manager);
    await outbox.dismiss(id('cmd', 2), clinic.manager);
    expect((await outbox.entries(0)).map(({ state, dismissedBy }) => [state, dismissedBy])).toEqual([
      ['dismissed', clinic.manager],
      ['pending', null],
    ]);
  });

  test('[I2] forgetting takes settled commands only: pending, refused and displaced ones stay', async () => {
    const { outbox } = await open();
    for (const number of [1, 2, 3, 4, 5]) await outbox.append(draft(number));
    await outbox.recordVerdicts([
      { commandId: id('cmd', 1), verdict: accepted },
      { commandId: id('cmd', 2), verdict: refused },
      { commandId: id('cmd', 3), verdict: displaced },
      { commandId: id('cmd', 5), verdict: accepted },
    ]);
    const last = (await outbox.entries(0)).at(-1)?.command.sequence ?? 0;
    await outbox.prune(last);
    const ids = (await outbox.entries(0)).map(({ command }) => command.id);
    expect(ids).toEqual([2, 3, 4, 5].map((number) => id('cmd', number)));
  });

  test('[RO2] what was accepted or displaced waits again for a restored server, also when it was put away', async () => {
    const desk = await open();
    for (const number of [1, 2, 3, 4, 5]) await desk.outbox.append(draft(number));
    await desk.outbox.recordAttempt([1, 2, 3, 4].map((number) => id('cmd', number)));
    await desk.outbox.recordVerdicts([
      { commandId: id('cmd', 1), verdict: accepted },
      { commandId: id('cmd', 2), verdict: refused },
      { commandId: id('cmd', 3), verdict: displaced },
      { commandId: id('cmd', 4), verdict: refused },
    ]);
    await desk.outbox.dismiss(id('cmd', 3), clinic.manager);
    await desk.outbox.dismiss(id('cmd', 4), clinic.manager);
    await desk.outbox.offerAgain(1_000);
    expect((await desk.outbox.entries(0)).filter(({ state }) => state === 'pending')).toHaveLength(1);
    await desk.outbox.offerAgain(0);
    await desk.outbox.offerAgain(0);
    const again = await desk.reopen();
    const waiting = { command: null, state: 'pending', verdict: null, attempts: 0, dismissedBy: null };
    expect((await again.outbox.entries(0)).map((entry) => ({ ...entry, command: null }))).toEqual([
      waiting,
      { command: null, state: 'decided', verdict: refused, attempts: 1, dismissedBy: null },
      waiting,
      { command: null, state: 'dismissed', verdict: refused, attempts: 1, dismissedBy: clinic.manager },
      waiting,
    ]);
    await again.outbox.recordVerdicts([{ commandId: id('cmd', 1), verdict: refused }]);
    expect((await again.outbox.entries(0))[0]).toMatchObject({ state: 'decided', verdict: refused });
  });

  test('[RO2] [I15] two thousand settled commands are kept to be offered again, and no more', async () => {
    const { outbox } = await open();
    const log = new OutboxLog(outbox);
    for (let number = 1; number <= 2_005; number += 1) await log.append(draft(number));
    const verdicts = new Map(log.pending().map(({ id: commandId }) => [commandId, accepted]));
    await log.record(verdicts, (error) => {
      throw error;
    });
    await log.prune();
    expect((await outbox.entries(0)).length).toBeOneOf([2_000, 2_001]);
    expect(await log.offerAgain(0)).toHaveLength((await outbox.entries(0)).length);
  }, 60_000);

  test('records are kept across a restart, replaced and removed', async () => {
    const desk = await open();
    await desk.records.write('key', 'one');
    await desk.records.write('key', 'two — 二');
    await desk.records.write('gone', 'x');
    await desk.records.remove('gone');
    const again = await desk.reopen();
    expect(await again.records.read('key')).toBe('two — 二');
    expect(await again.records.read('gone')).toBeNull();
  });
}
