import { z } from 'zod';
import { claimWindows } from '#shared/commands/claim-windows.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { offDutyReads, offDutyWait, offDutyWaitSchema, stillOffDuty } from '#shared/commands/off-duty-wait.ts';
import {
  placementFault,
  replaceEvenIfTaken,
  replaceAppointment,
  seenPlacement,
  seenPlacementSchema,
} from '#shared/commands/placement.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Appointment, Phase } from '#shared/scheduling/appointment.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, instantSchema, minutesBetween } from '#shared/time/instant.ts';

const schema = z
  .strictObject({
    appointmentId: idSchema,
    start: instantSchema,
    end: instantSchema,
    seen: seenPlacementSchema,
    /** Where the place is taken, displace rather than refuse: how resizing a displaced visit is undone. */
    evenIfTaken: z.boolean().optional(),
    offDuty: offDutyWaitSchema.optional(),
  })
  .refine((input) => input.start < input.end, { error: 'end-before-start', path: ['end'] });
export type ResizeAppointment = z.infer<typeof schema>;

/** Lengthens or shortens a visit at either edge. */
export const resizeAppointment = defineCommand({
  name: 'appointment.resize',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    ...input.seen.resourceIds.map((id): DocumentRef => ({ collection: 'resources', id })),
    ...offDutyReads(input.offDuty),
  ],
  claims: (input, world) => {
    const appointment = world.find('appointments', input.appointmentId);
    const next = appointment === null ? null : resized(appointment, input);
    return next === null ? [] : claimWindows(next);
  },
  decide,
  invert: (input, before) => {
    const appointment = before.find('appointments', input.appointmentId);
    const after = appointment === null ? null : resized(appointment, input);
    if (appointment === null || after === null) return null;
    const { start, end } = appointment;
    return {
      name: 'appointment.resize',
      input: {
        appointmentId: input.appointmentId,
        start,
        end,
        seen: seenPlacement(after),
        evenIfTaken: appointment.displacement !== null,
        ...offDutyWait(appointment),
      },
    };
  },
});

function decide(input: ResizeAppointment, world: World, context: Context): Decision {
  const appointment = world.find('appointments', input.appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  const next = resized(appointment, input);
  if (next === null) return refuse('minutes-out-of-range', 'end');
  const fault = placementFault(appointment, input.seen, context) ?? visitFault(next);
  if (fault !== null) return refuse(fault);
  if (input.evenIfTaken !== true) return replaceAppointment(appointment, next, world, context);
  return replaceEvenIfTaken(appointment, { next, offDuty: stillOffDuty(input.offDuty, next, world) }, world, context);
}

/** The first phase takes up what the start moved by, the last one what the end did; null when one would vanish. */
export function resized(
  appointment: Appointment,
  { start, end }: { start: Instant; end: Instant },
): Appointment | null {
  const atStart = minutesBetween(start, appointment.start);
  const atEnd = minutesBetween(visitEnd(appointment), end);
  const last = appointment.phases.length - 1;
  const phases = appointment.phases.map((phase, at): Phase => {
    const minutes = phase.minutes + (at === 0 ? atStart : 0) + (at === last ? atEnd : 0);
    return { minutes, resourceIds: phase.resourceIds };
  });
  const isWhole = phases.every(({ minutes }) => Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440);
  return isWhole ? { ...appointment, start, phases: [...phases] } : null;
}
