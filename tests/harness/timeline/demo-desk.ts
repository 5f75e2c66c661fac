import { must } from '#shared/lib/must.ts';
import { instant, type Instant, parseInstant } from '#shared/time/instant.ts';
import { atLocalMinute } from '#shared/time/local.ts';
import { parseZone } from '#shared/time/zone.ts';
import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';
import { type Appointment } from '#shared/scheduling/appointment.ts';
import { place } from '#shared/scheduling/place.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import { id, location, resource, service } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';

const zone = must(parseZone('Europe/Berlin'), 'zone');
const DAY = '2026-11-23';
const practitioners = [
  'Dr. Anna Weber',
  'Ben Okafor',
  'Clara Jansen',
  'Dr. Deniz Yılmaz',
  'Elena Petrova',
  'Farid Haddad',
  'Grace Lindqvist',
  '林美華',
  'Hugo Moreau',
  'Ines Carvalho',
  'Jonas Keller',
  'Katarzyna Nowak',
];
const titles = ['Physiotherapist', 'Osteopath', 'Massage', 'Orthopaedics', 'Speech therapy'];
const rooms = ['Room 1', 'Room 2', 'Room 3', 'Quiet room', 'Gym', 'Hydrotherapy', 'Consulting A', 'Consulting B'];
const people = [
  'Anna Meyer',
  'Mohammed Al-Farsi',
  'Sofia Lindström',
  '王小明',
  'Giulia Romano',
  'Łukasz Wójcik',
  'Noah Schneider',
  'Ольга Иванова',
  'Chloé Dubois',
  'Hannah Fischer',
  'Aarav Patel',
  'Maximilian von Hohenberg',
  'Yuki Tanaka',
  'Emma Schulz',
  'Tomás Herrera',
  'Fatima Zahra Benali',
];
const services = [
  ['Physiotherapy', '#1c7ed6', 45],
  ['Massage', '#e8590c', 30],
  ['First consultation', '#7048e8', 60],
  ['Follow-up', '#2f9e44', 30],
  ['Ultrasound', '#d6336c', 20],
  ['Group exercise', '#f08c00', 90],
] as const;

/** A small deterministic stream of numbers in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

export function demoDesk({ rows, visits }: { readonly rows: number; readonly visits: number }) {
  const next = numbers(7);
  const view = new InMemoryView();
  const here = location({ name: 'Praxis Mitte' });
  view.put('locations', here);
  const staff = Array.from({ length: rows }, (_, at) =>
    resource({
      id: id('prac', at + 1),
      kind: 'practitioner',
      name:
        practitioners[at % practitioners.length] +
        (at >= practitioners.length ? ` ${Math.floor(at / practitioners.length) + 1}` : ''),
      title: titles[at % titles.length] ?? '',
      color: ['#1971c2', '#2f9e44', '#e8590c', '#9c36b5', '#0c8599', '#c2255c'][at % 6] ?? null,
      order: at,
      hours: at % 4 === 1 ? [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 600, toMinute: 1140 })) : null,
    }),
  );
  const places = rooms.map((name, at) =>
    resource({
      id: id('room', at + 1),
      kind: 'room',
      name,
      order: at,
      lanes: name === 'Gym' ? 3 : 1,
      color: '#868e96',
    }),
  );
  const devices = ['Ultrasound', 'Shock wave'].map((name, at) =>
    resource({ id: id('equip', at + 1), kind: 'equipment', name, order: at }),
  );
  view.put('resources', ...staff, ...places, ...devices);
  const offered = services.map(([name, color, minutes], at) =>
    service({ id: id('svc', at + 1), name, color, phases: [{ name: '', minutes, needs: [] }] }),
  );
  view.put('services', ...offered);
  const clients = Array.from({ length: 60 }, (_, at) => ({
    id: id('client', at + 1),
    version: 1,
    name: people[at % people.length] ?? '',
    phone: `+49 30 5557 ${String(1000 + at)}`,
    email: '',
    notes: '',
    birthDate: null,
    isActive: true,
  }));
  view.put('clients', ...clients);
  const statuses: AppointmentStatus[] = [
    'booked',
    'booked',
    'booked',
    'booked',
    'arrived',
    'checked-in',
    'pending',
    'booked',
    'fulfilled',
    'noshow',
    'cancelled',
  ];
  let made = 0;
  const nextFree = staff.map(() => 480);
  for (let tries = 0; made < visits && tries < visits * 30; tries += 1) {
    const at = Math.floor(next() * staff.length);
    const kind = offered[Math.floor(next() * offered.length)] ?? must(offered[0], 'service');
    const minute = (nextFree[at] ?? 480) + Math.floor(next() * 3) * 15;
    const minutes = kind.phases[0]?.minutes ?? 30;
    if (minute + minutes > 1080) continue;
    const start = atLocalMinute(DAY, minute, zone);
    const roomId = must(places[at % places.length], 'room').id;
    const draft = visit({
      n: made + 1,
      start,
      minutes,
      service: kind.id,
      resourceIds: [must(staff[at], 'staff').id, roomId],
      client: clients[Math.floor(next() * clients.length)]?.id ?? null,
    });
    nextFree[at] = minute + Math.ceil(minutes / 15) * 15;
    const isOver = start < instant(now() - 60 * 60_000);
    const status = isOver
      ? next() > 0.15
        ? 'fulfilled'
        : 'noshow'
      : (statuses[Math.floor(next() * statuses.length)] ?? 'booked');
    const alone = { ...draft, phases: [{ minutes, resourceIds: [must(staff[at], 'staff').id] }] };
    const both = place(draft, view, draft.id);
    const usable = both.kind === 'placed' ? draft : alone;
    const found = place(usable, view, draft.id);
    const claims = found.kind === 'placed' && status !== 'cancelled' && status !== 'noshow' ? [...found.claims] : [];
    view.put('appointments', {
      ...usable,
      claims,
      status,
      notes: next() > 0.8 ? 'Prefers the quiet room. Left knee, after surgery.' : '',
    });
    made += 1;
  }
  const displaced = must(
    [...view.all('appointments').values()].find((one) => one.status === 'booked'),
    'a booked visit',
  );
  view.put('appointments', {
    ...displaced,
    id: id('appt', 9_001),
    claims: [],
    clientIds: [must(clients[3], 'client').id],
    displacement: {
      commandId: id('cmd', 1),
      deskId: id('desk', 2),
      actorId: id('person', 1),
      deskTime: now(),
      decidedAt: now(),
      conflicts: [],
    },
  });
  for (const [n, at, minute, reason] of [
    [1, 0, 720, 'Lunch'],
    [2, 3, 780, ''],
    [3, 5, 480, 'Training course'],
  ] as const) {
    const on = must(staff[at % staff.length], 'staff');
    const start = atLocalMinute(DAY, minute, zone);
    const end = instant(start + (n === 3 ? 240 : 60) * 60_000);
    view.put('blocks', {
      id: id('block', n),
      version: 1,
      resourceId: on.id,
      start,
      end,
      kind: n === 3 ? 'leave' : 'break',
      reason,
      claims: [{ resourceId: on.id, lane: 0, start, end, part: 'visit' }],
      isRemoved: false,
      createdBy: id('person', 1),
      createdAt: now(),
    });
  }
  const person = {
    id: id('person', 1),
    version: 1,
    name: 'Rita',
    title: '',
    role: 'receptionist' as const,
    color: '#1c7ed6',
    isActive: true,
  };
  const desk = new InMemoryDesk(view, { person, now: now(), isOffline: true });
  return { desk, locationId: here.id };
}

function now(): Instant {
  return must(parseInstant(`${DAY}T10:20:00+01:00`), 'now');
}

type VisitSeed = {
  readonly n: number;
  readonly start: Instant;
  readonly minutes: number;
  readonly service: string;
  readonly resourceIds: string[];
  readonly client: string | null;
};

function visit({ n, start, minutes, service: serviceId, resourceIds, client }: VisitSeed): Appointment {
  const phases = [{ minutes, resourceIds }];
  return {
    id: id('appt', n),
    version: 1,
    locationId: id('loc', 1),
    serviceId,
    clientIds: client === null ? [] : [client],
    label: client === null ? 'Walk-in' : '',
    zone,
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
    createdBy: id('person', 1),
    updatedAt: start,
    placedBy: { commandId: id('cmd', n), deskId: id('desk', 1), actorId: id('person', 1), at: start },
    displacement: null,
  };
}
