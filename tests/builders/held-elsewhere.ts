import type { PublicHold } from '#shared/replication/holds.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

type Held = Pick<Claim, 'resourceId' | 'start' | 'end'>;

/** A hold of the second desk, placed at 08:00 for five minutes. */
export function anotherHold(held: Held, overrides: Partial<PublicHold> = {}): PublicHold {
  return {
    id: id('hold', 1),
    deskId: id('desk', 2),
    deskName: 'Desk 2',
    actorId: clinic.receptionist,
    appointmentId: null,
    claims: [{ ...held, lane: 0, part: 'visit' }],
    placedAt: at('08:00'),
    expiresAt: plusMinutes(at('08:00'), 5),
    ...overrides,
  };
}
