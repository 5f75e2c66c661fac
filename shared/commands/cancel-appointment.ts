import { z } from 'zod';
import { defineCommand, deskRoles } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { offDutyWait } from '#shared/commands/off-duty-wait.ts';
import { idSchema, text } from '#shared/lib/text.ts';
import { appointmentResourceIds, hasOnlyBeenImported } from '#shared/scheduling/appointment.ts';
import { isLegalTransition } from '#shared/scheduling/appointment-status.ts';
import type { World } from '#shared/scheduling/world.ts';

const schema = z.strictObject({ appointmentId: idSchema, reason: text(400) });
export type CancelAppointment = z.infer<typeof schema>;

/** Cancels a visit and frees its resources; a displaced one leaves the conflict inbox by this decision. */
export const cancelAppointment = defineCommand({
  name: 'appointment.cancel',
  schema,
  roles: deskRoles,
  reads: (input) => [{ collection: 'appointments', id: input.appointmentId }],
  claims: () => [],
  decide,
  invert: ({ appointmentId }, before) => {
    const appointment = before.find('appointments', appointmentId);
    if (appointment === null || appointment.status === 'cancelled') return null;
    const resourceIds = [...appointmentResourceIds(appointment)];
    return {
      name: 'appointment.change-status',
      input: {
        appointmentId,
        to: appointment.status,
        seenStatus: 'cancelled',
        resourceIds,
        ...offDutyWait(appointment),
      },
    };
  },
});

function decide({ appointmentId, reason }: CancelAppointment, world: World, context: Context): Decision {
  const appointment = world.find('appointments', appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  if (appointment.status === 'cancelled') return accept([]);
  // What was imported as over is taken back as a whole (IM3).
  if (!isLegalTransition(appointment.status, 'cancelled') && !hasOnlyBeenImported(appointment))
    return refuse('illegal-transition');
  const document = {
    ...appointment,
    version: appointment.version + 1,
    status: 'cancelled' as const,
    cancelReason: reason,
    claims: [],
    displacement: null,
    updatedAt: context.now,
  };
  return accept([{ collection: 'appointments', document }]);
}
