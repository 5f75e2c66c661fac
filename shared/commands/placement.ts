import { z } from 'zod';
import { actedBy } from '#shared/commands/acted-by.ts';
import { accept, type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { idSchema } from '#shared/lib/text.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import { place } from '#shared/scheduling/place.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instantSchema } from '#shared/time/instant.ts';

/** Where the person saw the visit when deciding to change its place. */
export const seenPlacementSchema = z.strictObject({
  start: instantSchema,
  end: instantSchema,
  resourceIds: z.array(idSchema).max(60),
});
export type SeenPlacement = z.infer<typeof seenPlacementSchema>;

export function seenPlacement(appointment: Pick<Appointment, 'start' | 'phases'>): SeenPlacement {
  return {
    start: appointment.start,
    end: visitEnd(appointment),
    resourceIds: [...appointmentResourceIds(appointment)],
  };
}

/**
 * Why this appointment's place may not be changed by this person now. A change made on a picture that another desk
 * has since replaced is refused; one that only follows the same desk's own refused command is not.
 */
export function placementFault(appointment: Appointment, seen: SeenPlacement, context: Context): RefusalCode | null {
  if (!holdsClaims[appointment.status] && appointment.status !== 'waitlist' && appointment.status !== 'proposed') {
    return 'appointment-closed';
  }
  const isLead = context.role === 'owner' || context.role === 'manager';
  if (!isLead && appointment.status === 'fulfilled') return 'appointment-closed';
  if (!isLead && appointment.displacement === null && appointment.end <= context.deskTime) return 'in-the-past';
  return isWhereSeen(appointment, seen) || appointment.placedBy.deskId === context.deskId ? null : 'moved-meanwhile';
}

function isWhereSeen(appointment: Appointment, seen: SeenPlacement): boolean {
  const resourceIds = appointmentResourceIds(appointment);
  return (
    appointment.start === seen.start &&
    appointment.end === seen.end &&
    resourceIds.length === seen.resourceIds.length &&
    resourceIds.every((id) => seen.resourceIds.includes(id))
  );
}

/** Gives the appointment its new time and resources, or refuses where they are taken; it then stays where it was. */
export function replaceAppointment(
  appointment: Appointment,
  next: Appointment,
  world: World,
  context: Context,
): Decision {
  const base: Appointment = {
    ...next,
    version: appointment.version + 1,
    end: visitEnd(next),
    claims: [],
    updatedAt: context.now,
    placedBy: { ...actedBy(context), at: context.now },
    displacement: null,
  };
  if (!holdsClaims[next.status]) return accept([{ collection: 'appointments', document: base }]);
  const found = place(base, world, appointment.id);
  if (found.kind === 'taken') return refuse('taken', '', found.conflicts);
  return accept([{ collection: 'appointments', document: { ...base, claims: [...found.claims] } }]);
}

/**
 * As above, but where the place is taken it waits there in the conflict inbox: how leaving the inbox is undone.
 * @param to the visit as it shall be, and who is off duty there still: it waits for them even where the place is free (AV13).
 */
export function replaceEvenIfTaken(
  appointment: Appointment,
  to: { readonly next: Appointment; readonly offDuty: readonly Conflict[] },
  world: World,
  context: Context,
): Decision {
  const { next, offDuty } = to;
  const decision = replaceAppointment(appointment, next, world, context);
  const isTaken = decision.kind === 'refused' && decision.refusal.code === 'taken';
  const waits = decision.kind === 'accepted' && offDuty.length > 0 && holdsClaims[next.status];
  if (!isTaken && !waits) return decision;
  const conflicts = withOffDuty(offDuty, isTaken ? decision.refusal.conflicts : []);
  const whole = { ...next, version: appointment.version + 1, end: visitEnd(next), updatedAt: context.now };
  const changes: Change[] = [{ collection: 'appointments', document: displace(whole, conflicts, context) }];
  return { kind: 'displaced', changes, conflicts };
}

/** Leave holds the time of whom it is about: that is said once. */
export function withOffDuty(offDuty: readonly Conflict[], taken: readonly Conflict[]): readonly Conflict[] {
  const isSaid = ({ holderId }: Conflict): boolean =>
    offDuty.some((one) => holderId !== null && one.holderId === holderId);
  return [...offDuty, ...taken.filter((conflict) => !isSaid(conflict))];
}
