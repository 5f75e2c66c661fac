import type { Context } from '#shared/commands/decision.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';
import { type Instant, parseInstant } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { must } from '#shared/lib/must.ts';
import { InMemoryWorld } from '#tests/builders/in-memory-world.ts';

/** `id('a', 1)` is a valid, readable identifier. */
export function id(kind: string, number: number): string {
  const head = [...kind]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(8, '0')
    .slice(0, 8);
  return `${head}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** `at('09:30')` on the clinic's Monday, in UTC; `at('2026-11-24T09:30')` on another day. */
export function at(time: string): Instant {
  const iso = time.includes('T') ? `${time}:00Z` : `2026-11-23T${time}:00Z`;
  return must(parseInstant(iso), `not a time: ${time}`);
}

export const clinic = {
  location: id('loc', 1),
  anna: id('prac', 1),
  ben: id('prac', 2),
  room1: id('room', 1),
  room2: id('room', 2),
  gym: id('room', 3),
  visit: id('svc', 1),
  withBuffer: id('svc', 2),
  receptionist: id('person', 1),
  manager: id('person', 2),
} as const;

export function context(overrides: Partial<Context> = {}): Context {
  return {
    now: at('08:00'),
    commandId: id('cmd', 1),
    deskId: id('desk', 1),
    actorId: clinic.receptionist,
    role: 'receptionist',
    deskTime: at('08:00'),
    ...overrides,
  };
}

/** One location, two practitioners, two rooms, a gym for three, two services. */
export function clinicWorld(): InMemoryWorld {
  const world = new InMemoryWorld();
  world.put('locations', location());
  world.put('resources', resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna' }));
  world.put('resources', resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben' }));
  world.put('resources', resource({ id: clinic.room1, kind: 'room', name: 'Room 1' }));
  world.put('resources', resource({ id: clinic.room2, kind: 'room', name: 'Room 2' }));
  world.put('resources', resource({ id: clinic.gym, kind: 'room', name: 'Gym', lanes: 3 }));
  world.put('services', service({ id: clinic.visit, name: 'Visit' }));
  world.put('services', service({ id: clinic.withBuffer, bufferBeforeMinutes: 10, bufferAfterMinutes: 15 }));
  return world;
}

export function location(overrides: Partial<Location> = {}): Location {
  return {
    id: clinic.location,
    version: 1,
    name: 'Mitte',
    zone: must(parseZone('Europe/Berlin'), 'zone'),
    address: '',
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 480, toMinute: 1080 })),
    order: 0,
    isActive: true,
    ...overrides,
  };
}

export function resource(overrides: Partial<Resource> = {}): Resource {
  return {
    id: id('res', 1),
    version: 1,
    kind: 'room',
    name: 'Room',
    locationId: clinic.location,
    lanes: 1,
    skills: [],
    hours: null,
    title: '',
    color: null,
    order: 0,
    isActive: true,
    ...overrides,
  };
}

export function service(overrides: Partial<Service> = {}): Service {
  return {
    id: id('svc', 9),
    version: 1,
    name: 'Service',
    category: '',
    color: '#4c6ef5',
    phases: [{ name: '', minutes: 30, needs: [] }],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    priceMinor: 5000,
    currency: 'EUR',
    order: 0,
    isActive: true,
    ...overrides,
  };
}
