import { expect, test } from 'vitest';
import { type HistoryStep, UndoHistory } from '#renderer/replica/undo-history.ts';

function step(label: string, ...commandIds: string[]): HistoryStep {
  return { label, intent: { name: 'appointment.cancel', input: {} }, evenIfTaken: false, commandIds };
}

test('what was done last is undone first, and what was undone last is redone first', () => {
  const history = new UndoHistory();
  const [booked, moved] = [step('booked', '1'), step('moved', '2')];
  history.did(booked);
  history.did(moved);
  expect(history.labels.get()).toEqual({ undoLabel: 'moved', redoLabel: null });
  history.undid(moved, step('moved', '2', '3'));
  expect(history.labels.get()).toEqual({ undoLabel: 'booked', redoLabel: 'moved' });
});

test('a new action ends what could be redone', () => {
  const history = new UndoHistory();
  const booked = step('booked', '1');
  history.did(booked);
  history.undid(booked, step('booked', '1', '2'));
  history.did(step('cancelled', '3'));
  expect(history.labels.get()).toEqual({ undoLabel: 'cancelled', redoLabel: null });
});

test('a command that the server refused cannot be undone, nor its undoing redone', () => {
  const history = new UndoHistory();
  const booked = step('booked', '1');
  history.did(booked);
  history.undid(booked, step('booked', '1', '2'));
  history.did(step('moved', '4'));
  history.refused('4');
  history.refused('2');
  expect(history.labels.get()).toEqual({ undoLabel: null, redoLabel: null });
});
