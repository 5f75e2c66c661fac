import { expect, test } from 'vitest';
import type { Submission } from '#renderer/replica/desk.ts';
import { takeStep } from '#renderer/replica/take-step.ts';
import type { HistoryPart } from '#renderer/replica/undo-history.ts';

const part = (id: string): HistoryPart => ({
  intent: { name: 'appointment.cancel', input: { id } },
  evenIfTaken: false,
  commandIds: [id],
});
const step = () => ({ label: 'import', parts: [part('1'), part('2'), part('3')], lost: 0, isUnderWay: false });
const saved = (commandId: string): Submission => ({ kind: 'saved', commandId, adjustments: [] });
const refused = (code: 'taken' | 'illegal-transition'): Submission => ({
  kind: 'refused',
  refusal: { code, field: '', conflicts: [] },
});

const answering = (answers: Readonly<Record<string, Submission>>) => async (one: HistoryPart) => {
  const [id = ''] = one.commandIds;
  return { submission: answers[id] ?? saved(id), back: part(`back ${id}`), isLost: false };
};

test('[IM3] the last is taken back first, and brought back last', async () => {
  expect(await takeStep(step(), answering({}))).toEqual({
    outcome: saved('1'),
    taken: { back: [part('back 3'), part('back 2'), part('back 1')], lost: 0, left: [] },
  });
});

test('[IM3] what is refused for ever is counted and left out; what is only taken now can be tried again', async () => {
  const answers = { 1: refused('taken'), 2: refused('illegal-transition') };
  expect(await takeStep(step(), answering(answers))).toEqual({
    outcome: { kind: 'in-part', done: 1, total: 3 },
    taken: { back: [part('back 3')], lost: 0, left: [part('1')] },
  });
});

test('[IM3] a disk that takes nothing ends it; the rest is still there, in its order', async () => {
  const answers = { 2: { kind: 'not-saved', reason: 'disk-full' } } as const;
  expect(await takeStep(step(), answering(answers))).toEqual({
    outcome: { kind: 'in-part', done: 1, total: 3 },
    taken: { back: [part('back 3')], lost: 0, left: [part('1'), part('2')] },
  });
});

test('[IM3] what nobody here can bring back is counted when the rest is brought back', async () => {
  const seen = answering({});
  const unseen = async (one: HistoryPart) => ({
    ...(await seen(one)),
    ...(one.commandIds[0] === '2' && { back: null, isLost: true }),
  });
  const { taken } = await takeStep(step(), unseen);
  expect(taken).toMatchObject({ back: [part('back 3'), part('back 1')], lost: 1 });
  const redo = { label: 'import', parts: [...taken.back], lost: taken.lost, isUnderWay: false };
  expect((await takeStep(redo, seen)).outcome).toEqual({ kind: 'in-part', done: 2, total: 3 });
});

test('where nothing of it could be done, the reason is the answer', async () => {
  const one = { ...step(), parts: [part('1')] };
  expect((await takeStep(one, answering({ 1: refused('illegal-transition') }))).outcome).toEqual(
    refused('illegal-transition'),
  );
});
