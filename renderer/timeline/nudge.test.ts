import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { at, clinic, id, resource } from '#tests/builders/clinic.ts';
import { visit } from '#tests/builders/visit.ts';
import { type Nudge, nudgeMeant, nudgeOf } from '#renderer/timeline/nudge.ts';
import { spansOf } from '#renderer/timeline/to-calendar-events.ts';

const anna = resource({ id: clinic.anna, kind: 'practitioner' });
const ben = resource({ id: clinic.ben, kind: 'practitioner' });
const room = resource({ id: clinic.room1 });
const rows = [anna, room, ben];

function press(key: string, modifiers: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) {
  return { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...modifiers };
}

function meant(nudge: Nudge) {
  const appointment = visit();
  const span = must(spansOf(appointment)[0], 'span');
  return nudgeMeant(nudge, { appointment, span, row: anna, rows, snapMinutes: 15 });
}

test('Alt with an arrow moves, Ctrl+Alt resizes, a bare arrow does neither', () => {
  expect(nudgeOf(press('ArrowRight', { altKey: true }))).toEqual({ kind: 'move', steps: 1 });
  expect(nudgeOf(press('ArrowUp', { altKey: true }))).toEqual({ kind: 'row', steps: -1 });
  expect(nudgeOf(press('ArrowLeft', { altKey: true, ctrlKey: true }))).toEqual({
    kind: 'resize',
    edge: 'end',
    steps: -1,
  });
  expect(nudgeOf(press('ArrowLeft', { altKey: true, metaKey: true, shiftKey: true }))).toEqual({
    kind: 'resize',
    edge: 'start',
    steps: -1,
  });
  expect(nudgeOf(press('ArrowRight'))).toBeNull();
  expect(nudgeOf(press('x', { altKey: true }))).toBeNull();
});

test('a step along time is one snap', () => {
  expect(meant({ kind: 'move', steps: -1 })).toMatchObject({
    intent: { name: 'appointment.move', input: { start: at('08:45') } },
  });
});

test('a step along the rows goes to the next row of the same kind', () => {
  expect(meant({ kind: 'row', steps: 1 })).toMatchObject({
    intent: { input: { swaps: [{ from: clinic.anna, to: clinic.ben }] } },
  });
  expect(meant({ kind: 'row', steps: -1 })).toEqual({ kind: 'nothing' });
});

test('a step of an edge changes the length, and never below one snap', () => {
  expect(meant({ kind: 'resize', edge: 'end', steps: 1 })).toMatchObject({
    intent: { name: 'appointment.resize', input: { end: at('09:45') } },
  });
  expect(meant({ kind: 'resize', edge: 'start', steps: 1 })).toMatchObject({
    intent: { input: { start: at('09:15') } },
  });
  const short = visit({ id: id('appt', 2), phases: [{ minutes: 15, resourceIds: [clinic.anna] }] });
  const span = must(spansOf(short)[0], 'span');
  const none = nudgeMeant(
    { kind: 'resize', edge: 'end', steps: -1 },
    { appointment: short, span, row: anna, rows, snapMinutes: 15 },
  );
  expect(none).toEqual({ kind: 'nothing' });
});
