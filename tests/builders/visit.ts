import type { Appointment } from '#shared/scheduling/appointment.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** Half an hour with Anna in room 1 at nine, booked at this desk; without claims unless they are given. */
export function visit(overrides: Partial<Appointment> = {}): Appointment {
  const start = overrides.start ?? at('09:00');
  const phases = overrides.phases ?? [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }];
  return {
    id: id('appt', 1),
    version: 1,
    locationId: clinic.location,
    serviceId: clinic.visit,
    clientIds: [],
    label: '',
    zone: must(parseZone('Europe/Berlin'), 'zone'),
    start,
    end: visitEnd({ start, phases }),
    phases,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    claims: [],
    status: 'booked',
    source: 'desk',
    notes: '',
    cancelReason: '',
    arrivedAt: null,
    checkedInAt: null,
    fulfilledAt: null,
    createdAt: start,
    createdBy: clinic.receptionist,
    updatedAt: start,
    placedBy: { commandId: id('cmd', 1), deskId: id('desk', 1), actorId: clinic.receptionist, at: start },
    displacement: null,
    ...overrides,
  };
}
