import type { CommandIntent } from '#shared/commands/registry.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { pickResource, pickStart, type Turn } from '#tests/simulation/actions/turn.ts';

export function booking(turn: Turn, desk: SimDesk): Extract<CommandIntent, { name: 'appointment.book' }> {
  const { world, among, luck } = turn;
  const clinic = world.clinicOf(desk);
  const first = pickResource(turn, 'first', desk);
  const second = pickResource(turn, 'second', desk);
  const resourceIds = first === second || luck('both') < 0.4 ? [first] : [first, second];
  const other = clinic.resourceIds.find((id) => !resourceIds.includes(id));
  const isFlexible = other !== undefined && luck('flexible') < 0.3;
  const clients = [...(desk.process?.view.view.all('clients').keys() ?? [])];
  const known = clients[among('client', clients.length + 1)];
  const isNew = luck('new-client') < 0.2;
  return {
    name: 'appointment.book',
    input: {
      appointmentId: desk.newId('appt'),
      locationId: clinic.locationId,
      serviceId: clinic.serviceIds[among('service', 2)] ?? '',
      client: isNew
        ? { kind: 'new', id: desk.newId('clnt'), name: 'Somebody new', phone: '' }
        : known === undefined
          ? { kind: 'nobody' }
          : { kind: 'known', id: known },
      label: 'Somebody',
      start: pickStart({ ...turn, desk }),
      phases: [{ minutes: 15 * (1 + among('length', 3)), resourceIds }],
      substitutes: isFlexible ? [{ resourceId: first, alternativeIds: [other] }] : [],
      status: luck('status') < 0.9 ? 'booked' : 'waitlist',
      source: 'desk',
      notes: '',
    },
  };
}
