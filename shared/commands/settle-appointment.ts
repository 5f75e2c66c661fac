import { z } from 'zod';
import { defineCommand, deskRoles } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { idSchema, requiredText } from '#shared/lib/text.ts';
import type { World } from '#shared/scheduling/world.ts';

const schema = z.strictObject({
  appointmentId: idSchema,
  /** The displacement that the person saw, by the command that caused it. */
  seenCommandId: idSchema,
  /** What was done about it instead of giving it a place; null takes the decision back. */
  note: requiredText(400).nullable(),
});
export type SettleAppointment = z.infer<typeof schema>;

/** A person's decision that a visit without a place needs none now; it leaves the conflict inbox, and keeps no time. */
export const settleAppointment = defineCommand({
  name: 'appointment.settle',
  schema,
  roles: deskRoles,
  reads: (input) => [{ collection: 'appointments', id: input.appointmentId }],
  claims: () => [],
  decide,
  invert: ({ appointmentId, seenCommandId, note }, before) => {
    const displacement = before.find('appointments', appointmentId)?.displacement ?? null;
    if (displacement?.commandId !== seenCommandId) return null;
    const was = displacement.settled?.note ?? null;
    return was === note ? null : { name: 'appointment.settle', input: { appointmentId, seenCommandId, note: was } };
  },
});

function decide({ appointmentId, seenCommandId, note }: SettleAppointment, world: World, context: Context): Decision {
  const appointment = world.find('appointments', appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  const { displacement } = appointment;
  // Somebody has placed or cancelled it, or it was displaced again: the decision was about something else.
  if (displacement?.commandId !== seenCommandId) return refuse('changed-meanwhile');
  if ((displacement.settled?.note ?? null) === note) return accept([]);
  const { settled: _was, ...open } = displacement;
  const { commandId, actorId, now } = context;
  const document = {
    ...appointment,
    version: appointment.version + 1,
    displacement: note === null ? open : { ...open, settled: { commandId, actorId, at: now, note } },
    updatedAt: now,
  };
  return accept([{ collection: 'appointments', document }]);
}
