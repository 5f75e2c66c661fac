import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from '#shared/time/instant.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at, clinic, id, location, resource, service } from '#tests/builders/clinic.ts';
import { anotherHold } from '#tests/builders/held-elsewhere.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';
import { visit } from '#tests/builders/visit.ts';
import {
  blockEvents,
  eventsIn,
  type Filter,
  isSameFace,
  spansOf,
  visitEvents,
} from '#renderer/timeline/to-calendar-events.ts';

const everything: Filter = {
  resourceIds: new Set([clinic.anna, clinic.ben, clinic.room1, clinic.room2]),
  showsClosed: false,
};

function clinicView(): InMemoryView {
  const view = new InMemoryView();
  view.put('locations', location());
  view.put(
    'resources',
    resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna' }),
    resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben' }),
    resource({ id: clinic.room1, name: 'Room 1' }),
    resource({ id: clinic.room2, name: 'Room 2' }),
  );
  view.put('services', service({ id: clinic.visit, name: 'Physiotherapy', color: '#1c7ed6' }));
  view.put('clients', {
    id: id('client', 1),
    version: 1,
    name: 'Mia',
    phone: '',
    email: '',
    notes: '',
    birthDate: null,
    isActive: true,
  });
  return view;
}

test('a visit is drawn on each row of each of its resources', () => {
  const events = visitEvents(visit({ clientIds: [id('client', 1)], notes: 'left knee' }), clinicView(), everything);
  expect(events).toEqual([
    {
      id: `visit:${id('appt', 1)}:0`,
      resourceId: clinic.anna,
      start: '2026-11-23T09:00:00.000Z',
      end: '2026-11-23T09:30:00.000Z',
      face: {
        kind: 'visit',
        appointmentId: id('appt', 1),
        look: 'booked',
        name: 'Mia',
        moreClients: 0,
        service: 'Physiotherapy',
        color: '#1c7ed6',
        isPending: false,
        isGuaranteed: false,
        hasNotes: true,
        repeats: false,
        others: 'Room 1',
        start: at('09:00'),
        end: at('09:30'),
      },
    },
    expect.objectContaining({ resourceId: clinic.room1, face: expect.objectContaining({ others: 'Anna' }) }),
  ]);
});

test('a row shows only the time in which the visit uses it', () => {
  const phases = [
    { minutes: 10, resourceIds: [clinic.room1] },
    { minutes: 20, resourceIds: [clinic.anna, clinic.room1] },
    { minutes: 15, resourceIds: [clinic.room1, clinic.ben] },
    { minutes: 5, resourceIds: [clinic.anna] },
  ];
  expect(spansOf(visit({ phases }))).toEqual([
    { resourceId: clinic.room1, start: at('09:00'), end: at('09:45') },
    { resourceId: clinic.anna, start: at('09:10'), end: at('09:30') },
    { resourceId: clinic.anna, start: at('09:45'), end: at('09:50') },
    { resourceId: clinic.ben, start: at('09:30'), end: at('09:45') },
  ]);
});

test('buffers are kept clear but not drawn', () => {
  const spans = spansOf(visit({ bufferBeforeMinutes: 10, bufferAfterMinutes: 15 }));
  expect(spans.every((span) => span.start === at('09:00') && span.end === at('09:30'))).toBe(true);
});

test('an exchanged resource moves its event and makes no new one', () => {
  const before = visitEvents(visit(), clinicView(), everything);
  const after = visitEvents(
    visit({ phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room2] }] }),
    clinicView(),
    everything,
  );
  expect(after.map((event) => event.id)).toEqual(before.map((event) => event.id));
  expect(after[1]?.resourceId).toBe(clinic.room2);
});

test('rows that are not on the screen get no events', () => {
  const events = visitEvents(visit(), clinicView(), { ...everything, resourceIds: new Set([clinic.room1]) });
  expect(events.map((event) => event.id)).toEqual([`visit:${id('appt', 1)}:1`]);
});

test.each(['cancelled', 'noshow'] as const)('a visit that is %s is drawn only when asked for', (status) => {
  expect(visitEvents(visit({ status }), clinicView(), everything)).toEqual([]);
  const shown = visitEvents(visit({ status }), clinicView(), { ...everything, showsClosed: true });
  expect(shown[0]?.face).toMatchObject({ look: status });
});

test('[I12] a displaced visit stays in sight where it was wanted', () => {
  const displacement = {
    commandId: id('cmd', 1),
    deskId: id('desk', 1),
    actorId: clinic.receptionist,
    deskTime: at('08:00'),
    decidedAt: at('08:01'),
    conflicts: [],
  };
  const events = visitEvents(visit({ displacement }), clinicView(), everything);
  expect(events[0]?.face).toMatchObject({ look: 'displaced' });
});

test('what waits for its verdict says so', () => {
  const view = clinicView();
  view.change([{ collection: 'appointments', document: visit() }], true);
  expect(visitEvents(visit(), view, everything)[0]?.face).toMatchObject({ isPending: true });
});

test('an unknown service or client costs words, never the event', () => {
  const events = visitEvents(
    visit({ serviceId: id('svc', 77), clientIds: [id('client', 77)], label: 'Walk-in' }),
    clinicView(),
    everything,
  );
  expect(events[0]?.face).toMatchObject({ name: 'Walk-in', service: '' });
});

test("[F13] the two half past twos of Berlin's fold are two different events in time", () => {
  const zone = must(parseZone('Europe/Berlin'), 'zone');
  const starts = (['earlier', 'later'] as const).map(
    (fold) => must(resolveLocal('2026-10-25T02:30', zone, fold), 'time').instant,
  );
  const drawn = starts.map((start) => visitEvents(visit({ zone, start }), clinicView(), everything)[0]?.start);
  expect(drawn).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
});

test("[F13] a visit over Lord Howe's half-hour gap keeps its real length", () => {
  const zone = must(parseZone('Australia/Lord_Howe'), 'zone');
  const start = must(resolveLocal('2026-10-04T01:45', zone), 'time').instant;
  const [event] = visitEvents(
    visit({ zone, start, phases: [{ minutes: 60, resourceIds: [clinic.anna] }] }),
    clinicView(),
    everything,
  );
  expect(Date.parse(event?.end ?? '') - Date.parse(event?.start ?? '')).toBe(60 * 60_000);
});

test('a block is drawn until it is removed', () => {
  const block = {
    id: id('block', 1),
    version: 1,
    resourceId: clinic.anna,
    start: at('12:00'),
    end: at('13:00'),
    kind: 'break' as const,
    reason: 'Lunch',
    claims: [],
    isRemoved: false,
    createdBy: clinic.receptionist,
    createdAt: at('08:00'),
  };
  expect(blockEvents(block, clinicView(), everything)).toEqual([
    {
      id: `block:${id('block', 1)}`,
      resourceId: clinic.anna,
      start: toIso(at('12:00')),
      end: toIso(at('13:00')),
      face: { kind: 'block', blockId: id('block', 1), blockKind: 'break', reason: 'Lunch', isPending: false },
    },
  ]);
  expect(blockEvents({ ...block, isRemoved: true }, clinicView(), everything)).toEqual([]);
});

test('the window decides what is read', () => {
  const view = clinicView();
  view.put('appointments', visit(), visit({ id: id('appt', 2), start: at('2026-11-24T09:00') }));
  const events = eventsIn({ start: at('00:00'), end: at('23:59') }, view, everything);
  expect(new Set(events.map((event) => event.id.split(':')[1]))).toEqual(new Set([id('appt', 1)]));
});

test('every minute of every phase is drawn on each of its rows, and nothing else is', () => {
  const ids = [clinic.anna, clinic.ben, clinic.room1, clinic.room2];
  const anyPhases = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 90 }), resourceIds: fc.subarray(ids) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(anyPhases, (phases) => {
      const minutes = new Map<string, number>();
      for (const phase of phases)
        for (const one of phase.resourceIds) minutes.set(one, (minutes.get(one) ?? 0) + phase.minutes);
      const drawn = new Map<string, number>();
      for (const span of spansOf(visit({ phases }))) {
        drawn.set(span.resourceId, (drawn.get(span.resourceId) ?? 0) + (span.end - span.start) / 60_000);
        expect(span.start).toBeGreaterThanOrEqual(at('09:00'));
        expect(span.end).toBeLessThanOrEqual(visit({ phases }).end);
      }
      expect(drawn).toEqual(minutes);
    }),
  );
});

test('[HU5] a hold is drawn on its rows that are shown, without its buffers, with who and until when', () => {
  const view = clinicView();
  const span = { start: at('09:00'), end: at('09:30') };
  const visitClaim = { resourceId: clinic.anna, ...span, lane: 0, part: 'visit' as const };
  const buffer = { ...visitClaim, start: at('09:30'), end: at('09:40'), part: 'buffer' as const };
  const hidden = { ...visitClaim, resourceId: id('room', 9) };
  const hold = anotherHold({ resourceId: clinic.anna, ...span }, { claims: [visitClaim, buffer, hidden] });
  view.putHolds(hold);
  const shown = { ...everything, resourceIds: new Set([clinic.anna]) };
  const events = eventsIn({ start: at('08:00'), end: at('12:00') }, view, shown);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    resourceId: clinic.anna,
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T09:30:00.000Z',
    face: { kind: 'hold', holdId: hold.id, desk: 'Desk 2', expiresAt: hold.expiresAt },
  });
  view.putHolds();
  expect(eventsIn({ start: at('08:00'), end: at('12:00') }, view, shown)).toEqual([]);
});

test('faces are compared by what they show', () => {
  const [event] = visitEvents(visit(), clinicView(), everything);
  const face = must(event, 'event').face;
  expect(isSameFace(face, { ...face })).toBe(true);
  expect(isSameFace(face, must(visitEvents(visit({ notes: 'x' }), clinicView(), everything)[0], 'event').face)).toBe(
    false,
  );
});
