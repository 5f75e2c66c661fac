import { expect, test } from 'vitest';
import { rebooking } from '#shared/commands/book-again.ts';
import { clinic, context, at, id } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { busy, busyClinic } from '#tests/builders/busy-clinic.ts';

const again = id('again', 1);
const refused = booking({ serviceId: busy.massage, notes: 'window seat' }).input;

test('[IN4] a refused booking whose time is free is booked again with the same input and a new id', () => {
  const world = busyClinic();
  const { repairs } = rebooking(
    { input: refused, appointmentId: again, resources: world.all('resources') },
    world,
    context(),
  );
  expect(repairs).toEqual([
    {
      repair: { kind: 'as-wanted', start: refused.start, swaps: [] },
      intent: { name: 'appointment.book', input: { ...refused, appointmentId: again } },
    },
  ]);
});

test('[IN4] where its time is taken it is repaired as a displaced visit is, and every offer is accepted', () => {
  const world = busyClinic();
  const phases = [{ minutes: 30, resourceIds: [clinic.room1] }];
  world.execute(booking({ appointmentId: id('other', 1), phases }), context());
  const { repairs } = rebooking(
    { input: refused, appointmentId: again, resources: world.all('resources') },
    world,
    context(),
  );
  expect(repairs.map(({ repair }) => repair.kind)).toEqual(['other-room', 'other-time', 'other-time']);
  for (const { intent } of repairs) {
    const copy = busyClinic();
    copy.execute(booking({ appointmentId: id('other', 1), phases }), context());
    expect(copy.execute(intent, context({ commandId: id('cmd', 5) })).kind).toBe('accepted');
    expect(copy.find('appointments', again)?.notes).toBe('window seat');
  }
});

test('[IN4] what is over, or names what is gone, is not offered again', () => {
  const world = busyClinic();
  const resources = world.all('resources');
  const late = context({ now: at('18:00'), deskTime: at('18:00') });
  expect(rebooking({ input: refused, appointmentId: again, resources }, world, late).repairs).toEqual([]);
  const gone = { ...refused, serviceId: id('svc', 99) };
  expect(rebooking({ input: gone, appointmentId: again, resources }, world, context()).repairs).toEqual([]);
});
