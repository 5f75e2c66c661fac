import { z } from 'zod';
import { displace } from '#shared/commands/displace.ts';
import { claimWindows } from '#shared/commands/claim-windows.ts';
import { defineCommand, type DocumentRef, everyRole } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { offDutyReads, offDutyWait, offDutyWaitSchema, stillOffDuty } from '#shared/commands/off-duty-wait.ts';
import { withOffDuty } from '#shared/commands/placement.ts';
import { idSchema } from '#shared/lib/text.ts';
import { type Appointment, appointmentResourceIds, hasOnlyBeenImported } from '#shared/scheduling/appointment.ts';
import {
  type AppointmentStatus,
  appointmentStatusSchema,
  holdsClaims,
  isLegalTransition,
} from '#shared/scheduling/appointment-status.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';

const schema = z.strictObject({
  appointmentId: idSchema,
  to: appointmentStatusSchema.exclude(['cancelled']),
  seenStatus: appointmentStatusSchema,
  /** What the visit occupied when it was seen, so that reviving it can be judged. */
  resourceIds: z.array(idSchema).max(60),
  /** How a displaced visit's cancellation is undone. */
  offDuty: offDutyWaitSchema.optional(),
});
export type ChangeStatus = z.infer<typeof schema>;

/** Arrived, checked in, fulfilled, no-show, and their reverses. Cancelling has a reason and a command of its own. */
export const changeStatus = defineCommand({
  name: 'appointment.change-status',
  schema,
  roles: everyRole,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    ...input.resourceIds.map((id): DocumentRef => ({ collection: 'resources', id })),
    ...offDutyReads(input.offDuty),
  ],
  claims: (input, world) => {
    const appointment = world.find('appointments', input.appointmentId);
    return appointment === null ? [] : claimWindows(appointment);
  },
  decide,
  invert: (input, before) => {
    const appointment = before.find('appointments', input.appointmentId);
    if (appointment === null || appointment.status === input.to) return null;
    const { id: appointmentId, status, cancelReason } = appointment;
    if (status === 'cancelled') return { name: 'appointment.cancel', input: { appointmentId, reason: cancelReason } };
    const resourceIds = [...appointmentResourceIds(appointment)];
    return {
      name: 'appointment.change-status',
      input: { appointmentId, to: status, seenStatus: input.to, resourceIds, ...offDutyWait(appointment) },
    };
  },
});

function decide({ appointmentId, to, seenStatus, offDuty }: ChangeStatus, world: World, context: Context): Decision {
  const appointment = world.find('appointments', appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  if (appointment.status === to) return accept([]);
  // A visit that somebody closed meanwhile is not revived by a desk that had not seen it.
  if (appointment.status !== seenStatus && !holdsClaims[appointment.status]) return refuse('changed-meanwhile');
  const isLegal = isLegalTransition(appointment.status, to);
  // How far an import came elsewhere is put back as it was taken away (IM3), not done here and now.
  const isPutBack = !isLegal && appointment.status === 'cancelled' && hasOnlyBeenImported(appointment);
  if (!isLegal && !isPutBack) return refuse('illegal-transition');
  const { arrivedAt, checkedInAt, fulfilledAt } = appointment;
  const stamped = withStatus(appointment, to, context);
  const next = isPutBack ? { ...stamped, arrivedAt, checkedInAt, fulfilledAt } : stamped;
  if (!holdsClaims[to]) return accept([{ collection: 'appointments', document: { ...next, claims: [] } }]);
  if (holdsClaims[appointment.status]) return accept([{ collection: 'appointments', document: next }]);
  return revive(next, stillOffDuty(offDuty, next, world), world, context);
}

function revive(next: Appointment, offDuty: readonly Conflict[], world: World, context: Context): Decision {
  const found = place(next, world, next.id);
  if (found.kind === 'placed' && offDuty.length === 0) {
    const document = { ...next, claims: [...found.claims], displacement: null };
    return accept([{ collection: 'appointments', document }]);
  }
  const conflicts = withOffDuty(offDuty, found.kind === 'placed' ? [] : found.conflicts);
  const document = displace(next, conflicts, context);
  return { kind: 'displaced', changes: [{ collection: 'appointments', document }], conflicts };
}

function withStatus(appointment: Appointment, status: AppointmentStatus, context: Context): Appointment {
  const at = context.deskTime;
  const reached = (...from: AppointmentStatus[]): boolean => from.includes(status);
  const stamp = (was: Instant | null, ...keeps: AppointmentStatus[]): Instant | null =>
    reached(...keeps) ? (was ?? at) : null;
  return {
    ...appointment,
    version: appointment.version + 1,
    status,
    cancelReason: '',
    arrivedAt: stamp(appointment.arrivedAt, 'arrived', 'checked-in', 'fulfilled'),
    checkedInAt: stamp(appointment.checkedInAt, 'checked-in', 'fulfilled'),
    fulfilledAt: stamp(appointment.fulfilledAt, 'fulfilled'),
    updatedAt: context.now,
  };
}
