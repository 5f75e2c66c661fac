import { expect, test } from 'vitest';
import { type HistoryPart, type HistoryStep, UndoHistory } from '#renderer/replica/undo-history.ts';

function step(label: string, ...commandIds: string[]): HistoryStep {
  return { label, parts: [part(...commandIds)], lost: 0, isUnderWay: false };
}

function part(...commandIds: string[]): HistoryPart {
  return { intent: { name: 'appointment.cancel', input: {} }, evenIfTaken: false, commandIds };
}

test('what was done last is undone first, and what was undone last is redone first', () => {
  const history = new UndoHistory();
  const [booked, moved] = [step('booked', '1'), step('moved', '2')];
  history.did(booked);
  history.did(moved);
  expect(history.labels.get()).toEqual({ undoLabel: 'moved', redoLabel: null });
  history.undid(moved, { back: [part('2', '3')], lost: 0, left: [] });
  expect(history.labels.get()).toEqual({ undoLabel: 'booked', redoLabel: 'moved' });
});

test('a new action ends what could be redone', () => {
  const history = new UndoHistory();
  const booked = step('booked', '1');
  history.did(booked);
  history.undid(booked, { back: [part('1', '2')], lost: 0, left: [] });
  history.did(step('cancelled', '3'));
  expect(history.labels.get()).toEqual({ undoLabel: 'cancelled', redoLabel: null });
});

test('a command that the server refused cannot be undone, nor its undoing redone', () => {
  const history = new UndoHistory();
  const booked = step('booked', '1');
  history.did(booked);
  history.undid(booked, { back: [part('1', '2')], lost: 0, left: [] });
  history.did(step('moved', '4'));
  history.refused('4');
  history.refused('2');
  expect(history.labels.get()).toEqual({ undoLabel: null, redoLabel: null });
});

test('an action of many commands is one step, in the place where it began, and none when nothing of it was done', () => {
  const history = new UndoHistory();
  const importing = history.begin('import');
  expect(history.labels.get().undoLabel).toBeNull();
  importing.add(part('1'));
  history.did(step('booked', '2'));
  importing.add(part('3'));
  importing.end();
  history.begin('nothing').end();
  expect(history.nextUndo()?.label).toBe('booked');
  history.refused('2');
  expect(history.nextUndo()).toEqual({ label: 'import', parts: [part('1'), part('3')], lost: 0, isUnderWay: false });
  history.refused('1');
  expect(history.nextUndo()?.parts).toEqual([part('3')]);
});

test('what could not be taken back just now can be later', () => {
  const history = new UndoHistory();
  const importing = { label: 'import', parts: [part('1'), part('2')], lost: 0, isUnderWay: false };
  history.did(importing);
  history.undid(importing, { back: [part('1', '3')], lost: 0, left: [part('2')] });
  expect(history.labels.get()).toEqual({ undoLabel: 'import', redoLabel: 'import' });
  expect(history.nextUndo()?.parts).toEqual([part('2')]);
});
