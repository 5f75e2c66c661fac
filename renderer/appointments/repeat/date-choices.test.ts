import { describe, expect, test } from 'vitest';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { chooseAll, choiceOf, countDates, decisionsOf } from '#renderer/appointments/repeat/date-choices.ts';
import { at } from '#tests/builders/clinic.ts';

function date(day: number, state: PreviewDate['state'], nearest: PreviewDate['nearest'] = null): PreviewDate {
  const recurrenceId = `2026-12-0${day}T09:00:00`;
  const [start, end] = [at(`2026-12-0${day}T08:00`), at(`2026-12-0${day}T08:30`)];
  return { recurrenceId, start, end, clock: 'exact', state, nearest, isSeen: true };
}

const free = date(1, { kind: 'free' });
const taken = date(2, { kind: 'clash', conflicts: [] }, at('2026-12-02T09:00'));
const full = date(3, { kind: 'clash', conflicts: [] });
const closed = date(4, { kind: 'closed', whose: ['location'] }, at('2026-12-03T09:00'));
const holiday = date(5, { kind: 'holiday', name: 'Christmas Day' });
const closure = date(6, { kind: 'closure', reason: 'Team days' });
const all = [free, taken, full, closed];

describe('what becomes of the dates of a series', () => {
  test('[SR3] a date that is taken is for a person to decide; one outside of hours is booked all the same', () => {
    expect(all.map((one) => choiceOf(one, new Map()))).toEqual(['keep', null, null, 'keep']);
    expect(decisionsOf(all, new Map())).toEqual([]);
  });

  test('[SR3] a holiday is for a person to decide, and booked like any date where they want it', () => {
    expect(choiceOf(holiday, new Map())).toBeNull();
    expect(countDates([free, holiday], new Map())).toMatchObject({ all: 2, open: 1, skipped: 0 });
    const keep = new Map([[holiday.recurrenceId, 'keep' as const]]);
    expect(decisionsOf([holiday], keep)).toEqual([]);
    expect(countDates([holiday], keep)).toMatchObject({ open: 0, intoInbox: 0 });
    const skip = chooseAll([free, holiday], new Map(), { state: 'holiday', choice: 'skip' });
    expect(decisionsOf([free, holiday], skip)).toEqual([{ kind: 'skip', recurrenceId: holiday.recurrenceId }]);
  });

  test('[SR3] a day on which the house is shut is for a person to decide', () => {
    expect(choiceOf(closure, new Map())).toBeNull();
    expect(countDates([free, closure], new Map())).toMatchObject({ all: 2, open: 1, skipped: 0 });
    const keep = chooseAll([free, closure], new Map(), { state: 'closure', choice: 'keep' });
    expect(decisionsOf([free, closure], keep)).toEqual([]);
    expect(countDates([free, closure], keep)).toMatchObject({ open: 0, intoInbox: 0 });
  });

  test('[SR3] one answer for all moves those that can be moved, and leaves the others open', () => {
    const choices = chooseAll(all, new Map(), { state: 'clash', choice: 'shift' });
    expect(decisionsOf(all, choices)).toEqual([
      { kind: 'shift', recurrenceId: taken.recurrenceId, start: taken.nearest },
    ]);
    expect(countDates(all, choices)).toMatchObject({ open: 1, shifted: 1 });
  });

  test('[SR3] a date that nothing near is free for is not moved nowhere', () => {
    expect(choiceOf(full, new Map([[full.recurrenceId, 'shift']]))).toBeNull();
  });

  test('[SR3] left out and booked anyway are said for each date', () => {
    const choices = new Map([
      [taken.recurrenceId, 'keep'],
      [full.recurrenceId, 'skip'],
      [closed.recurrenceId, 'skip'],
    ] as const);
    expect(decisionsOf(all, choices).map(({ kind }) => kind)).toEqual(['book-anyway', 'skip', 'skip']);
    expect(countDates(all, choices)).toMatchObject({ open: 0, skipped: 2, intoInbox: 1 });
  });
});
