import type { Change, Context } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { type AppointmentStatus, holdsClaims } from '#shared/scheduling/appointment-status.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import type { OverlayWorld } from '#shared/commands/overlay-world.ts';

type Revived = { readonly changes: readonly Change[]; readonly conflicts: readonly Conflict[] };

/** Cancelled appointments as they were, with their time where it is free, else in the inbox (ST4). */
export function reviveExceptions(
  wanted: readonly { readonly appointmentId: string; readonly status: AppointmentStatus }[],
  world: OverlayWorld,
  context: Context,
): Revived {
  const changes: Change[] = [];
  const conflicts: Conflict[] = [];
  for (const { appointmentId, status } of wanted) {
    const appointment = world.find('appointments', appointmentId);
    if (appointment === null || appointment.status === status) continue;
    const base: Appointment = {
      ...appointment,
      version: appointment.version + 1,
      status,
      cancelReason: '',
      claims: [],
      displacement: null,
      updatedAt: context.now,
    };
    const found = holdsClaims[status] ? place(base, world, appointmentId) : null;
    const document =
      found?.kind === 'taken'
        ? displace(base, found.conflicts, context)
        : { ...base, claims: [...(found?.claims ?? [])] };
    if (found?.kind === 'taken') conflicts.push(...found.conflicts);
    changes.push({ collection: 'appointments', document });
    world.apply([{ collection: 'appointments', document }]);
  }
  return { changes, conflicts };
}

/** An occurrence's own appointment, cancelled with its series. */
export function closedException(appointment: Appointment, reason: string, { now }: Context): Appointment {
  return {
    ...appointment,
    version: appointment.version + 1,
    status: 'cancelled',
    cancelReason: reason,
    claims: [],
    displacement: null,
    updatedAt: now,
  };
}
