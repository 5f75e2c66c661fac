import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import { at, clinic, clinicWorld, context, id, location, resource, service } from '#tests/builders/clinic.ts';
import { booking } from '#tests/builders/booking.ts';
import { fitOf, isWithinHours, lacksSkills } from '#renderer/timeline/row-fit.ts';
import { spansOf } from '#renderer/timeline/to-calendar-events.ts';

function held(world = clinicWorld()) {
  world.execute(booking(), context());
  const appointment = must(world.find('appointments', id('appt', 1)), 'appointment');
  const from = must(world.find('resources', clinic.anna), 'row');
  const span = must(spansOf(appointment)[0], 'span');
  return { world, appointment, from, span };
}

test('free, taken and wrong rows are told apart without writing anything', () => {
  const { world, ...hand } = held();
  const ben = must(world.find('resources', clinic.ben), 'row');
  const room = must(world.find('resources', clinic.room1), 'row');
  world.execute(
    booking({ appointmentId: id('appt', 2), start: at('10:00'), phases: [{ minutes: 30, resourceIds: [clinic.ben] }] }),
    context(),
  );
  const fit = (to: typeof ben, start: ReturnType<typeof at>) =>
    fitOf({ ...hand, to, start }, location(), world, context()).kind;
  expect(fit(ben, at('09:00'))).toBe('free');
  expect(fit(ben, at('10:15'))).toBe('refused');
  expect(fit(room, at('09:00'))).toBe('misfit');
  expect(world.find('appointments', id('appt', 1))).toEqual(hand.appointment);
});

test('what is foreseen on the desk is what the decision says', () => {
  const { world, ...hand } = held();
  for (const hour of ['09:00', '09:15', '10:00', '11:30']) {
    for (const to of [clinic.anna, clinic.ben]) {
      const row = must(world.find('resources', to), 'row');
      const fit = fitOf({ ...hand, to: row, start: at(hour) }, location(), world, context());
      const intent = {
        name: 'appointment.move',
        input: {
          appointmentId: id('appt', 1),
          start: at(hour),
          swaps: to === clinic.anna ? [] : [{ from: clinic.anna, to }],
          seen: { start: at('09:00'), end: at('09:30'), resourceIds: [clinic.anna, clinic.room1] },
        },
      };
      const ready = readyCommand(intent);
      const decision = ready.ok ? ready.command.decide(world, context()) : null;
      expect(fit.kind === 'refused').toBe(decision?.kind === 'refused');
    }
  }
});

test('a row outside of its hours, or without the skill, is possible but not silent', () => {
  const { world, ...hand } = held();
  const ben = must(world.find('resources', clinic.ben), 'row');
  expect(fitOf({ ...hand, to: ben, start: at('05:00') }, location(), world, context())).toEqual({
    kind: 'soft',
    because: 'closed',
  });
  world.put(
    'services',
    service({
      id: clinic.visit,
      phases: [{ name: '', minutes: 30, needs: [{ kind: 'practitioner', skills: ['laser'], count: 1 }] }],
    }),
  );
  expect(fitOf({ ...hand, to: ben, start: at('09:00') }, location(), world, context())).toEqual({
    kind: 'soft',
    because: 'skills',
  });
});

test('a resource lacks a skill only where a need for its kind asks for it', () => {
  const laser = service({
    phases: [{ name: '', minutes: 30, needs: [{ kind: 'practitioner', skills: ['laser'], count: 1 }] }],
  });
  expect(lacksSkills(resource({ kind: 'practitioner', skills: ['laser', 'massage'] }), laser)).toBe(false);
  expect(lacksSkills(resource({ kind: 'practitioner', skills: [] }), laser)).toBe(true);
  expect(lacksSkills(resource({ kind: 'room', skills: [] }), laser)).toBe(false);
});

test("hours are the resource's own, in the location's wall time", () => {
  const own = resource({ hours: [{ weekday: 1, fromMinute: 600, toMinute: 660 }] });
  expect(isWithinHours({ start: at('09:00'), end: at('10:00') }, own, location())).toBe(true);
  expect(isWithinHours({ start: at('09:30'), end: at('10:01') }, own, location())).toBe(false);
});
