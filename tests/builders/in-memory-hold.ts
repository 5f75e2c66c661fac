import { type Claim, collides } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { wishesByResource } from '#shared/scheduling/visit-claims.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { type HoldHandle, LiveHold } from '#renderer/replica/holds/hold-handle.ts';
import type { HoldAnswer, HoldCredential, HoldPlacement, HoldRequest } from '#renderer/replica/holds/hold-model.ts';

const HOLD_MINUTES = 5;

/** The real handle in front of a server that has everything that the view shows, and answers at once. */
export function inMemoryHold(desk: Desk, newId: () => string): HoldHandle {
  const ask = (request: HoldRequest, credential: HoldCredential): HoldAnswer => {
    if (request.kind === 'release') return { kind: 'ended' };
    const now = desk.serverNow();
    if (request.kind === 'place') {
      const conflicts = inTheWay(request.placement, desk);
      if (conflicts.length > 0) return { kind: 'taken', conflicts };
    }
    const { id } = credential;
    const hold = { id, deskId: '', deskName: '', actorId: '', appointmentId: null, claims: [], placedAt: now };
    return { kind: 'held', hold: { ...hold, expiresAt: plusMinutes(now, HOLD_MINUTES) } };
  };
  return new LiveHold({
    ask: (request, credential) => Promise.resolve(ask(request, credential)),
    newCredential: () => ({ id: newId(), ownerToken: newId() }),
    serverNow: (): Instant => desk.serverNow(),
    isOnline: desk.status.get().connection === 'online',
    onStep: () => undefined,
  });
}

function inTheWay(placement: HoldPlacement, { view }: Desk): readonly Conflict[] {
  return [...wishesByResource(placement)].flatMap(([resourceId, wishes]) =>
    wishes.flatMap((wish) => {
      const claim: Claim = { ...wish, lane: 0 };
      const others = view.holds.get().flatMap(({ id, claims }) => claims.map((other) => ({ id, other })));
      return others
        .filter(({ other }) => other.resourceId === resourceId && collides(claim, { ...other, lane: 0 }))
        .map(({ id, other }): Conflict => {
          return { resourceId, reason: 'held', holderId: id, start: other.start, end: other.end };
        });
    }),
  );
}
