import fc from 'fast-check';
import type { Need, Service } from '#shared/scheduling/service.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id, resource, service } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

export const busy = {
  cara: id('prac', 3),
  laser: id('equip', 1),
  massage: id('svc', 20),
  laserVisit: id('svc', 21),
  twoPeople: id('svc', 22),
} as const;

export function need(overrides: Partial<Need>): Need {
  return { kind: 'practitioner', skills: [], count: 1, ...overrides };
}

const phase = (minutes: number, ...needs: Need[]): Service['phases'][number] => ({ name: '', minutes, needs });

export const services: readonly Service[] = [
  service({
    id: busy.massage,
    name: 'Massage',
    phases: [phase(30, need({ skills: ['massage'] }), need({ kind: 'room' }))],
  }),
  service({
    id: busy.laserVisit,
    name: 'Laser',
    bufferBeforeMinutes: 5,
    bufferAfterMinutes: 10,
    phases: [
      phase(10, need({}), need({ kind: 'room' })),
      phase(20, need({ kind: 'room' }), need({ kind: 'equipment', skills: ['laser'] })),
      phase(10, need({}), need({ kind: 'room' })),
    ],
  }),
  service({
    id: busy.twoPeople,
    name: 'Assessment by two',
    phases: [phase(30, need({ count: 2 }), need({ kind: 'room' }), need({ skills: ['massage'] }))],
  }),
];

/** The clinic with a third practitioner, a laser, and services that ask for skills. Anna and Cara do massages. */
export function busyClinic(): InMemoryWorld {
  const world = clinicWorld();
  const staff: Partial<Resource>[] = [
    { id: clinic.anna, kind: 'practitioner', name: 'Anna', skills: ['massage'], order: 1 },
    { id: clinic.ben, kind: 'practitioner', name: 'Ben', order: 2 },
    { id: busy.cara, kind: 'practitioner', name: 'Cara', skills: ['massage', 'laser'], order: 3 },
    { id: busy.laser, kind: 'equipment', name: 'Laser', skills: ['laser'] },
  ];
  for (const one of staff) world.put('resources', resource(one));
  for (const one of services) world.put('services', one);
  return world;
}

export type Occupied = { readonly which: number; readonly slot: number; readonly quarters: number };

export const anyOccupied: fc.Arbitrary<readonly Occupied[]> = fc.array(
  fc.record({
    which: fc.integer({ min: 0, max: 6 }),
    slot: fc.integer({ min: 0, max: 40 }),
    quarters: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 40 },
);

/** Books single resources from 07:00Z on; what collides stays out. */
export function occupy(world: InMemoryWorld, occupied: readonly Occupied[]): void {
  const all = [clinic.anna, clinic.ben, busy.cara, clinic.room1, clinic.room2, clinic.gym, busy.laser];
  occupied.forEach(({ which, slot, quarters }, number) => {
    const resourceIds = [all[which] ?? clinic.anna];
    const start = plusMinutes(at('07:00'), slot * 15);
    const appointmentId = id('busy', number);
    const intent = booking({ appointmentId, start, phases: [{ minutes: quarters * 15, resourceIds }] });
    world.execute(intent, context({ commandId: id('busycmd', number) }));
    const made = world.find('appointments', appointmentId);
    // A clash would wait in the inbox; here it is simply not there.
    if (made?.displacement !== null)
      world.execute({ name: 'appointment.cancel', input: { appointmentId, reason: '' } }, context());
  });
}
