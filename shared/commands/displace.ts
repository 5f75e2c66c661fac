import { actedBy } from '#shared/commands/acted-by.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';

/** The appointment as it waits in the conflict inbox. */
export function displace(appointment: Appointment, conflicts: readonly Conflict[], context: Context): Appointment {
  // A visit of many resources may meet more than an inbox can show, or a document may hold.
  const { deskTime, now } = context;
  const displacement = { ...actedBy(context), deskTime, decidedAt: now, conflicts: conflicts.slice(0, 50) };
  return { ...appointment, claims: [], displacement };
}
