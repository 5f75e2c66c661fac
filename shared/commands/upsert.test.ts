import { expect, test } from 'vitest';
import { clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';

const fields = { name: 'Ada', phone: '', email: '', notes: 'left-handed', birthDate: null, isActive: true };
const upsert = (set: object, was: object | null) => ({
  name: 'client.upsert',
  input: { id: id('client', 1), set, was },
});

test('a client is created whole', () => {
  const world = clinicWorld();
  expect(world.execute(upsert(fields, null), context()).kind).toBe('accepted');
  expect(world.find('clients', id('client', 1))).toEqual({ ...fields, id: id('client', 1), version: 1 });
});

test('a new client without a name is refused', () => {
  expect(clinicWorld().execute(upsert({ phone: '1' }, null), context())).toMatchObject({
    refusal: { code: 'invalid-input', field: 'name' },
  });
});

test('[UP1] two desks that change different fields both succeed', () => {
  const world = clinicWorld();
  world.execute(upsert(fields, null), context());
  world.execute(upsert({ phone: '1' }, { phone: '' }), context());
  world.execute(upsert({ email: 'a@b.c' }, { email: '' }), context());
  expect(world.find('clients', id('client', 1))).toMatchObject({ phone: '1', email: 'a@b.c', version: 3 });
});

test('[UP1] a phone number changed meanwhile is not overwritten', () => {
  const world = clinicWorld();
  world.execute(upsert(fields, null), context());
  world.execute(upsert({ phone: '1' }, { phone: '' }), context());
  expect(world.execute(upsert({ phone: '2' }, { phone: '' }), context())).toMatchObject({
    refusal: { code: 'changed-meanwhile', field: 'phone' },
  });
});

test('[UP1] notes written at once are joined', () => {
  const world = clinicWorld();
  world.execute(upsert(fields, null), context());
  world.execute(upsert({ notes: 'left-handed, tall' }, { notes: 'left-handed' }), context());
  world.execute(upsert({ notes: 'left-handed\nlatex allergy' }, { notes: 'left-handed' }), context());
  expect(world.find('clients', id('client', 1))?.notes).toBe('left-handed, tall\nlatex allergy');
});

test('[AL2] a receptionist may not change a room', () => {
  const change = { name: 'resource.upsert', input: { id: clinic.room1, set: { lanes: 2 }, was: { lanes: 1 } } };
  expect(clinicWorld().execute(change, context())).toMatchObject({ refusal: { code: 'not-permitted' } });
  expect(clinicWorld().execute(change, context({ role: 'manager' })).kind).toBe('accepted');
});

test.each([-1, 1.5, Number.NaN, 1000])('[AL1] a room with %s lanes is refused', (lanes) => {
  const change = { name: 'resource.upsert', input: { id: clinic.room1, set: { lanes }, was: { lanes: 1 } } };
  expect(clinicWorld().execute(change, context({ role: 'manager' }))).toMatchObject({
    refusal: { code: 'lanes-out-of-range', field: 'set.lanes' },
  });
});

test.each([-1, 0.1 + 0.2, Number.NaN])('[AL1] a price of %s minor units is refused', (priceMinor) => {
  const change = {
    name: 'service.upsert',
    input: { id: clinic.visit, set: { priceMinor }, was: { priceMinor: 5000 } },
  };
  expect(clinicWorld().execute(change, context({ role: 'manager' }))).toMatchObject({
    refusal: { code: 'price-out-of-range' },
  });
});

test.each(['+02:00', 'Mars/Olympus', 'UTC+2', ''])('[AL1] %s is not a zone', (zone) => {
  const change = {
    name: 'location.upsert',
    input: { id: clinic.location, set: { zone }, was: { zone: 'Europe/Berlin' } },
  };
  expect(clinicWorld().execute(change, context({ role: 'manager' }))).toMatchObject({
    refusal: { code: 'unknown-zone' },
  });
});

test('[AL1] a name that is no command is refused, also one that objects inherit', () => {
  for (const name of ['appointment.explode', 'constructor', '__proto__', 'toString']) {
    expect(clinicWorld().execute({ name, input: {} }, context())).toMatchObject({
      refusal: { code: 'unknown-command' },
    });
  }
});
