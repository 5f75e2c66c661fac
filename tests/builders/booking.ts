import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** A booking of half an hour with Anna in room 1 at nine. */
export function booking(
  overrides: Partial<BookAppointment> = {},
): Extract<CommandIntent, { name: 'appointment.book' }> {
  return {
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', 1),
      locationId: clinic.location,
      serviceId: clinic.visit,
      client: { kind: 'nobody' },
      label: 'Walk-in',
      start: at('09:00'),
      phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }],
      substitutes: [],
      status: 'booked',
      source: 'desk',
      notes: '',
      ...overrides,
    },
  };
}
