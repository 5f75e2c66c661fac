import { randomUUID } from 'node:crypto';
import type { OwnHold, PlaceHold } from '#shared/replication/holds.ts';
import { at, clinic } from '#tests/builders/clinic.ts';

/** A hold of half an hour with Anna in room 1 at nine, by the manager; its id and token are new unless given. */
export function holdWish(overrides: Partial<PlaceHold> = {}): PlaceHold {
  return {
    id: randomUUID(),
    ownerToken: randomUUID(),
    actorId: clinic.manager,
    appointmentId: null,
    replaces: null,
    locationId: clinic.location,
    start: at('09:00'),
    phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    ...overrides,
  };
}

export function ownHold({ id, ownerToken }: OwnHold): OwnHold {
  return { id, ownerToken };
}
