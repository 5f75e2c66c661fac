import { expect, test } from 'vitest';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id, resource } from '#tests/builders/clinic.ts';

test('[BK1] a booking takes every resource that it names', () => {
  const world = clinicWorld();
  expect(world.execute(booking(), context()).kind).toBe('accepted');
  const booked = world.find('appointments', id('appt', 1));
  expect(booked?.claims.map(({ resourceId, lane, start, end, part }) => [resourceId, lane, start, end, part])).toEqual([
    [clinic.anna, 0, at('09:00'), at('09:30'), 'visit'],
    [clinic.room1, 0, at('09:00'), at('09:30'), 'visit'],
  ]);
});

test('[BK1] where one of its resources is taken, a booking takes none of them', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const second = booking({
    appointmentId: id('appt', 2),
    phases: [{ minutes: 30, resourceIds: [clinic.ben, clinic.room1] }],
  });
  expect(world.execute(second, context()).kind).toBe('displaced');
  expect(world.claimsOn(clinic.ben, { start: at('08:00'), end: at('18:00') })).toEqual([]);
});

test('[BK2] a booking whose room is taken is kept whole, with what is in its way', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  const second = booking({ appointmentId: id('appt', 2), notes: 'brings X-rays' });
  world.execute(second, context({ commandId: id('cmd', 2) }));
  const displaced = world.find('appointments', id('appt', 2));
  expect(displaced).toMatchObject({ notes: 'brings X-rays', start: at('09:00'), claims: [], status: 'booked' });
  expect(displaced?.displacement?.commandId).toBe(id('cmd', 2));
  expect(displaced?.displacement?.conflicts).toEqual([
    { resourceId: clinic.anna, reason: 'taken', holderId: id('appt', 1), start: at('09:00'), end: at('09:30') },
    { resourceId: clinic.room1, reason: 'taken', holderId: id('appt', 1), start: at('09:00'), end: at('09:30') },
  ]);
});

test('[BK2] a booking on a resource that was taken out of use is displaced, not lost', () => {
  const world = clinicWorld();
  world.put('resources', resource({ id: clinic.room1, name: 'Room 1', isActive: false }));
  const decision = world.execute(booking(), context());
  expect(decision).toMatchObject({ kind: 'displaced', conflicts: [{ reason: 'inactive', resourceId: clinic.room1 }] });
});

test('[BK3] a substitute is taken only where the resource named is taken', () => {
  const world = clinicWorld();
  const anyone = { substitutes: [{ resourceId: clinic.anna, alternativeIds: [clinic.ben] }] };
  const alone = [{ minutes: 30, resourceIds: [clinic.anna] }];
  expect(world.execute(booking({ ...anyone, phases: alone }), context())).toMatchObject({ adjustments: [] });
  const second = booking({ ...anyone, phases: alone, appointmentId: id('appt', 2) });
  expect(world.execute(second, context())).toMatchObject({
    kind: 'accepted',
    adjustments: [{ kind: 'resource-substituted', from: clinic.anna, to: clinic.ben }],
  });
  const third = booking({ ...anyone, phases: alone, appointmentId: id('appt', 3) });
  expect(world.execute(third, context()).kind).toBe('displaced');
});

test('[BK4] a new client is put on file by the booking itself', () => {
  const world = clinicWorld();
  const client = { kind: 'new' as const, id: id('client', 1), name: 'Zoë 李', phone: '030 1' };
  world.execute(booking({ client }), context());
  expect(world.find('clients', id('client', 1))).toMatchObject({ name: 'Zoë 李', phone: '030 1', version: 1 });
  expect(world.find('appointments', id('appt', 1))?.clientIds).toEqual([id('client', 1)]);
});

test('[BK5] neighbours share their buffers, the larger counts', () => {
  const world = clinicWorld();
  const buffered = (number: number, start: string) =>
    booking({ appointmentId: id('appt', number), serviceId: clinic.withBuffer, start: at(start) });
  expect(world.execute(buffered(1, '09:00'), context()).kind).toBe('accepted');
  // 15 minutes after the first and 10 before the second share the quarter from 09:30.
  expect(world.execute(buffered(2, '09:45'), context()).kind).toBe('accepted');
  expect(world.execute(buffered(3, '10:20'), context()).kind).toBe('displaced');
  expect(world.execute(booking({ appointmentId: id('appt', 4), start: at('08:25') }), context()).kind).toBe(
    'displaced',
  );
});

test('[BK6] a gym with three lanes takes three visits at once and not a fourth', () => {
  const world = clinicWorld();
  const kinds = [1, 2, 3, 4].map((number) => {
    const phases = [{ minutes: 60, resourceIds: [clinic.gym] }];
    return world.execute(booking({ appointmentId: id('appt', number), phases }), context()).kind;
  });
  expect(kinds).toEqual(['accepted', 'accepted', 'accepted', 'displaced']);
});

test('[BK6] a resource with no lanes is closed', () => {
  const world = clinicWorld();
  world.put('resources', resource({ id: clinic.room1, lanes: 0 }));
  expect(world.execute(booking(), context())).toMatchObject({ kind: 'displaced', conflicts: [{ reason: 'no-lanes' }] });
});

test('[BK7] a place on the waiting list claims nothing', () => {
  const world = clinicWorld();
  world.execute(booking({ status: 'waitlist' }), context());
  expect(world.find('appointments', id('appt', 1))?.claims).toEqual([]);
});

test('a service in phases frees its practitioner while the client waits', () => {
  const world = clinicWorld();
  const phases = [
    { minutes: 30, resourceIds: [clinic.anna, clinic.room1] },
    { minutes: 30, resourceIds: [clinic.room1] },
    { minutes: 15, resourceIds: [clinic.anna, clinic.room1] },
  ];
  world.execute(booking({ phases }), context());
  const between = booking({
    appointmentId: id('appt', 2),
    start: at('09:30'),
    phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room2] }],
  });
  expect(world.execute(between, context()).kind).toBe('accepted');
  expect(world.find('appointments', id('appt', 1))?.end).toBe(at('10:15'));
});

test.each([
  ['no start at all', { start: undefined as never }, 'not-an-instant'],
  ['the year 9999', { start: Date.UTC(9999, 0, 1) as never }, 'year-out-of-range'],
  [
    '25 hours',
    {
      phases: [
        { minutes: 1400, resourceIds: [clinic.anna] },
        { minutes: 100, resourceIds: [clinic.anna] },
      ],
    },
    'too-long',
  ],
  ['no length', { phases: [{ minutes: 0, resourceIds: [clinic.anna] }] }, 'minutes-out-of-range'],
  [
    'the same resource twice',
    { phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.anna] }] },
    'same-resource-twice',
  ],
  ['no resource', { phases: [{ minutes: 30, resourceIds: [] }] }, 'no-resource'],
  ['a megabyte of notes', { notes: 'x'.repeat(1_000_000) }, 'text-too-long'],
  ['a NUL byte', { notes: 'a\u0000b' }, 'text-not-storable'],
  ['half a surrogate pair', { notes: 'a\ud800b' }, 'text-not-storable'],
  ['a service that does not exist', { serviceId: id('svc', 99) }, 'unknown-service'],
  ['a resource that does not exist', { phases: [{ minutes: 30, resourceIds: [id('res', 99)] }] }, 'unknown-resource'],
  ['a client that does not exist', { client: { kind: 'known' as const, id: id('client', 99) } }, 'unknown-client'],
  [
    'a nameless new client',
    { client: { kind: 'new' as const, id: id('client', 9), name: '  ', phone: '' } },
    'text-missing',
  ],
  ['a status that a person may not book', { status: 'fulfilled' as never }, 'invalid-input'],
  ['a field that is none of its business', { tenantId: id('x', 1) } as never, 'invalid-input'],
])('[AL1] a booking with %s is refused with its own code', (_what, wrong, code) => {
  const world = clinicWorld();
  expect(world.execute(booking(wrong), context())).toMatchObject({ kind: 'refused', refusal: { code } });
  expect(world.all('appointments')).toEqual([]);
});

test.each(['👩‍👩‍👧‍👦 Kim', 'abc\u202Ecba', '=cmd()', '<img src=x onerror=alert(1)>', 'e\u0301 and é'])(
  'a client may be called %s, kept to the letter',
  (name) => {
    const world = clinicWorld();
    world.execute(booking({ client: { kind: 'new', id: id('client', 1), name, phone: '' } }), context());
    expect(world.find('clients', id('client', 1))?.name).toBe(name);
  },
);

test('the same appointment cannot be booked twice', () => {
  const world = clinicWorld();
  world.execute(booking(), context());
  expect(world.execute(booking(), context({ commandId: id('cmd', 2) }))).toMatchObject({
    refusal: { code: 'already-exists' },
  });
});
