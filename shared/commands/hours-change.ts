import { z } from 'zod';
import type { Change, Context } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import { type OverlayWorld, overlayWorld } from '#shared/commands/overlay-world.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { isExpected } from '#shared/scheduling/appointment-status.ts';
import { lostTimeOf, type ResourceTime } from '#shared/scheduling/availability/lost-hours.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, instant, instantSchema } from '#shared/time/instant.ts';

/** Whose bookings a change of hours looks at. Commands from before there was this look at none. */
export const affectingSchema = z.strictObject({
  resourceIds: z.array(idSchema).max(500),
  /** What ends before it is left alone. */
  from: instantSchema,
  /** Visits that get their place back where it is open and free again: the change is taken back. */
  restoring: z.array(idSchema).max(2_000),
});
export type Affecting = Readonly<z.infer<typeof affectingSchema>>;

/** As far as series hold their time, with something to spare. */
const DAYS_AHEAD = 560;

/** What happens to the bookings of these resources when a change of hours is made: displaced, or put back (AV8, AV9). */
export function settleHours(
  affecting: Affecting,
  changes: readonly Change[],
  world: World,
  context: Context,
): Change[] {
  const after = overlayWorld(world);
  after.apply(changes);
  const from = instant(Math.max(affecting.from, context.now));
  const lost = lostTime({ ...affecting, from }, world, after);
  const put = placeAgain(affecting.restoring, after, context);
  return [...put, ...displaceVisits({ lost, timeOffId: null }, after, context)];
}

/** Visits that the change would displace, for undoing it. */
export function affectedIds(affecting: Affecting, changes: readonly Change[], world: World): string[] {
  const after = overlayWorld(world);
  after.apply(changes);
  return [...affectedBy({ lost: lostTime(affecting, world, after), timeOffId: null }, world).keys()].slice(0, 2_000);
}

/** Time in which somebody cannot be had any more; `timeOffId` where it is leave. */
export type Loss = { readonly lost: readonly ResourceTime[]; readonly timeOffId: string | null };

/** These visits into the conflict inbox, each with what is in its way; they keep everything but their claims. */
export function displaceVisits({ lost, timeOffId }: Loss, world: World, context: Context): Change[] {
  return [...affectedBy({ lost, timeOffId }, world)].flatMap(([id, conflicts]): Change[] => {
    const visit = world.find('appointments', id);
    if (visit === null || !isToCome(visit, context.now)) return [];
    const next = { ...visit, version: visit.version + 1, updatedAt: context.now };
    return [{ collection: 'appointments', document: displace(next, conflicts, context) }];
  });
}

function lostTime({ resourceIds, from }: Affecting, before: World, after: World): readonly ResourceTime[] {
  return lostTimeOf(resourceIds, { before, after }, { start: from, end: instant(from + DAYS_AHEAD * 86_400_000) });
}

/** By the id of the visit, which of its resources are off duty and when. */
function affectedBy({ lost, timeOffId }: Loss, world: World): ReadonlyMap<string, readonly Conflict[]> {
  const found = new Map<string, Conflict[]>();
  for (const { resourceId, start, end } of lost) {
    for (const claim of world.claimsOn(resourceId, { start, end })) {
      if (claim.holder.kind !== 'appointment' || claim.part !== 'visit') continue;
      const conflicts = found.get(claim.holder.id) ?? [];
      found.set(claim.holder.id, conflicts);
      if (conflicts.some((one) => one.resourceId === resourceId)) continue;
      conflicts.push({ resourceId, reason: 'off-duty', holderId: timeOffId, start: claim.start, end: claim.end });
    }
  }
  return found;
}

/** Who is there already is seen to all the same. */
function isToCome(visit: Appointment, now: Instant): boolean {
  return isExpected(visit) && visit.displacement === null && visit.end > now;
}

/**
 * Visits that wait only because somebody was off duty get their places back, where those are free.
 * @param world gets each of them before the next is placed: two of a room with two lanes take one each.
 */
export function placeAgain(ids: readonly string[], world: OverlayWorld, context: Context): Change[] {
  return ids.flatMap((id) => {
    const put = placeOneAgain(id, world, context);
    world.apply(put);
    return put;
  });
}

function placeOneAgain(id: string, world: World, context: Context): Change[] {
  const visit = world.find('appointments', id);
  if (visit?.displacement?.conflicts.every(({ reason }) => reason === 'off-duty') !== true) return [];
  if (!isExpected(visit)) return [];
  const found = place(visit, world, id);
  if (found.kind === 'taken') return [];
  const next = { ...visit, version: visit.version + 1, updatedAt: context.now, displacement: null };
  return [{ collection: 'appointments', document: { ...next, claims: [...found.claims] } }];
}
