import { expect, test } from 'vitest';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const appointmentId = id('appt', 1);
const edit = (input: object) => ({ name: 'appointment.edit-details', input: { appointmentId, ...input } });

test('[ED1] two notes written at once are both kept', () => {
  const world = clinicWorld();
  world.execute(booking({ notes: 'knee' }), context());
  world.execute(edit({ notes: { from: 'knee', to: 'knee, left' } }), context());
  const late = world.execute(edit({ notes: { from: 'knee', to: 'knee\nbrings crutches' } }), context());
  expect(late).toMatchObject({ kind: 'accepted', adjustments: [{ kind: 'notes-merged' }] });
  expect(world.find('appointments', appointmentId)?.notes).toBe('knee, left\nbrings crutches');
});

test('[ED1] a note and a move made at once are both kept', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const seen = { start: at('09:00'), end: at('09:30'), resourceIds: [clinic.anna, clinic.room1] };
  world.execute({ name: 'appointment.move', input: { appointmentId, start: at('10:00'), swaps: [], seen } }, context());
  world.execute(edit({ notes: { from: '', to: 'call first' } }), context({ deskId: id('desk', 2) }));
  expect(world.find('appointments', appointmentId)).toMatchObject({
    start: at('10:00'),
    notes: 'call first',
    version: 3,
  });
});

test('[ED2] a client that somebody else changed meanwhile is not overwritten', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const choose = (number: number) => ({ kind: 'new', id: id('client', number), name: `Client ${number}`, phone: '' });
  world.execute(edit({ client: { from: [], to: choose(1) } }), context());
  expect(world.execute(edit({ client: { from: [], to: choose(2) } }), context())).toMatchObject({
    refusal: { code: 'changed-meanwhile' },
  });
  expect(world.find('appointments', appointmentId)?.clientIds).toEqual([id('client', 1)]);
});

test('[ED3] a changed service takes its phases and buffers with it', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const phases = [{ minutes: 60, resourceIds: [clinic.anna] }];
  const decision = world.execute(edit({ service: { from: clinic.visit, to: clinic.withBuffer, phases } }), context());
  expect(decision.kind).toBe('accepted');
  expect(world.find('appointments', appointmentId)).toMatchObject({ end: at('10:00'), bufferAfterMinutes: 15 });
  expect(world.find('appointments', appointmentId)?.claims).toHaveLength(3);
});

test('[ED3] a service that does not fit between its neighbours is refused', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  world.execute(booking({ appointmentId: id('appt', 2), start: at('09:30') }), context());
  const phases = [{ minutes: 60, resourceIds: [clinic.anna] }];
  const change = edit({ service: { from: clinic.visit, to: clinic.withBuffer, phases } });
  expect(world.execute(change, context())).toMatchObject({ refusal: { code: 'taken' } });
});
