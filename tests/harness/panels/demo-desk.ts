import type { Client } from '#shared/scheduling/client.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { at, clinic, id, location, resource, service } from '#tests/builders/clinic.ts';
import { need } from '#tests/builders/busy-clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';

export const demo = {
  chen: id('prac', 1),
  osei: id('prac', 2),
  rossi: id('prac', 3),
  room1: id('room', 1),
  room2: id('room', 2),
  ultrasound: id('equip', 1),
  checkUp: id('svc', 1),
  physio: id('svc', 2),
  scan: id('svc', 3),
  torres: id('client', 1),
  wang: id('client', 2),
  booked: id('appt', 1),
  displaced: id('appt', 90),
  displacedTwice: id('appt', 91),
} as const;

export const receptionist: Person = {
  id: clinic.receptionist,
  version: 1,
  name: 'Mira Lindqvist',
  title: 'Front desk',
  role: 'receptionist',
  color: '#0b7285',
  isActive: true,
};

function client(number: number, name: string, phone = ''): Client {
  return { id: id('client', number), version: 1, name, phone, email: '', notes: '', birthDate: null, isActive: true };
}

/** A small clinic in Berlin on a Monday, with a few visits and a desk that is not connected to anything. */
export function demoDesk({
  now = at('09:07'),
  isOffline = false,
}: { now?: Instant; isOffline?: boolean } = {}): InMemoryDesk {
  const view = new InMemoryView();
  view.put('locations', location({ name: 'Mitte' }));
  view.put('people', receptionist, { ...receptionist, id: id('person', 7), name: 'Jonas Weber' });
  view.put(
    'resources',
    resource({
      id: demo.chen,
      kind: 'practitioner',
      name: 'Dr. Lin Chen',
      skills: ['ultrasound'],
      title: 'Internist',
      order: 1,
      color: '#4263eb',
    }),
    resource({
      id: demo.osei,
      kind: 'practitioner',
      name: 'Dr. Kofi Osei',
      title: 'General practitioner',
      order: 2,
      color: '#0ca678',
    }),
    resource({
      id: demo.rossi,
      kind: 'practitioner',
      name: 'Giulia Rossi',
      skills: ['physiotherapy'],
      title: 'Physiotherapist',
      order: 3,
    }),
    resource({ id: demo.room1, kind: 'room', name: 'Room 1', order: 1 }),
    resource({ id: demo.room2, kind: 'room', name: 'Room 2', order: 2 }),
    resource({ id: demo.ultrasound, kind: 'equipment', name: 'Ultrasound A', skills: ['ultrasound'] }),
  );
  const phase = (minutes: number, ...needs: ReturnType<typeof need>[]) => ({ name: '', minutes, needs });
  view.put(
    'services',
    service({
      id: demo.checkUp,
      name: 'Check-up',
      category: 'General',
      color: '#4c6ef5',
      phases: [phase(30, need({}), need({ kind: 'room' }))],
      order: 1,
    }),
    service({
      id: demo.physio,
      name: 'Physiotherapy',
      category: 'Therapy',
      color: '#0ca678',
      phases: [phase(45, need({ skills: ['physiotherapy'] }), need({ kind: 'room' }))],
      order: 2,
      bufferAfterMinutes: 5,
    }),
    service({
      id: demo.scan,
      name: 'Ultrasound scan',
      category: 'General',
      color: '#ae3ec9',
      phases: [
        phase(10, need({ skills: ['ultrasound'] }), need({ kind: 'room' })),
        phase(
          20,
          need({ skills: ['ultrasound'] }),
          need({ kind: 'room' }),
          need({ kind: 'equipment', skills: ['ultrasound'] }),
        ),
      ],
      order: 3,
    }),
  );
  view.put(
    'clients',
    client(1, 'Ana Torres', '+49 30 5550 101'),
    client(2, '王小明', '+49 30 5550 102'),
    client(3, 'Anastasia Petrova', '+49 30 5550 103'),
    client(4, 'مريم حسن', '+49 30 5550 104'),
    client(5, 'Peter Müller', '+49 30 5550 105'),
  );
  const desk = new InMemoryDesk(view, { person: receptionist, now, isOffline });
  const elsewhere = { actorId: id('person', 7), deskName: 'Front desk' };
  for (const intent of firstVisits()) desk.arrive(intent, { ...elsewhere, commandId: commandIdOf(intent) });
  return desk;
}

function commandIdOf(intent: CommandIntent): string {
  return intent.name === 'appointment.book' ? intent.input.appointmentId.replace(/^.{8}/, '00000000') : id('cmd', 1);
}

type Visit = {
  readonly number: number;
  readonly time: string;
  readonly serviceId: string;
  readonly resourceIds: string[];
  readonly clientId: string | null;
  readonly minutes?: number;
};

function visit({ number, time, serviceId, resourceIds, clientId, minutes = 30 }: Visit): CommandIntent {
  return {
    name: 'appointment.book',
    input: {
      appointmentId: id('appt', number),
      locationId: clinic.location,
      serviceId,
      client: clientId === null ? { kind: 'nobody' } : { kind: 'known', id: clientId },
      label: clientId === null ? 'Walk-in' : '',
      start: at(time),
      phases: [{ minutes, resourceIds }],
      substitutes: [],
      status: 'booked',
      source: 'phone',
      notes: number === 1 ? 'Brings the letter of her cardiologist.' : '',
    },
  };
}

/** The last two find their room taken: they wait in the conflict inbox. */
function firstVisits(): readonly CommandIntent[] {
  const { checkUp: serviceId } = demo;
  return [
    visit({ number: 1, time: '09:00', serviceId, resourceIds: [demo.chen, demo.room1], clientId: demo.torres }),
    visit({
      number: 2,
      time: '09:00',
      serviceId: demo.physio,
      resourceIds: [demo.rossi, demo.room2],
      clientId: demo.wang,
      minutes: 45,
    }),
    visit({ number: 3, time: '10:00', serviceId, resourceIds: [demo.osei, demo.room1], clientId: id('client', 5) }),
    visit({
      number: 4,
      time: '10:30',
      serviceId: demo.scan,
      resourceIds: [demo.chen, demo.room2],
      clientId: id('client', 3),
    }),
    visit({ number: 90, time: '09:00', serviceId, resourceIds: [demo.osei, demo.room1], clientId: id('client', 4) }),
    visit({ number: 91, time: '10:00', serviceId, resourceIds: [demo.chen, demo.room1], clientId: null }),
  ];
}
