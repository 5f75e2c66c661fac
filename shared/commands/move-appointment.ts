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
import { swapResource } from '#shared/commands/substitutes.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Appointment, Phase } from '#shared/scheduling/appointment.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instantSchema } from '#shared/time/instant.ts';

const schema = z.strictObject({
  appointmentId: idSchema,
  start: instantSchema,
  /** Resources that are exchanged; the others stay. */
  swaps: z.array(z.strictObject({ from: idSchema, to: idSchema })).max(10),
  seen: seenPlacementSchema,
  /** Where the place is taken, displace rather than refuse: how the placing of a displaced visit is undone. */
  evenIfTaken: z.boolean().optional(),
  offDuty: offDutyWaitSchema.optional(),
});
export type MoveAppointment = z.infer<typeof schema>;

/** Moves a visit in time, to other resources, or both; also how a displaced visit is placed again. */
export const moveAppointment = defineCommand({
  name: 'appointment.move',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    ...input.seen.resourceIds.map((id): DocumentRef => ({ collection: 'resources', id })),
    ...input.swaps.map((swap): DocumentRef => ({ collection: 'resources', id: swap.to })),
    ...offDutyReads(input.offDuty),
  ],
  claims: (input, world) => {
    const appointment = world.find('appointments', input.appointmentId);
    return appointment === null ? [] : claimWindows(moved(appointment, input));
  },
  decide,
  invert: (input, before) => {
    const appointment = before.find('appointments', input.appointmentId);
    if (appointment === null) return null;
    return {
      name: 'appointment.move',
      input: {
        appointmentId: input.appointmentId,
        start: appointment.start,
        swaps: input.swaps.map((swap) => ({ from: swap.to, to: swap.from })),
        seen: seenPlacement(moved(appointment, input)),
        evenIfTaken: appointment.displacement !== null,
        ...offDutyWait(appointment),
      },
    };
  },
});

function decide(input: MoveAppointment, world: World, context: Context): Decision {
  const appointment = world.find('appointments', input.appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  if (input.swaps.some((swap) => world.find('resources', swap.to) === null)) return refuse('unknown-resource');
  const next = moved(appointment, input);
  const fault = placementFault(appointment, input.seen, context) ?? visitFault(next);
  if (fault !== null) return refuse(fault);
  if (input.evenIfTaken !== true) return replaceAppointment(appointment, next, world, context);
  return replaceEvenIfTaken(appointment, { next, offDuty: stillOffDuty(input.offDuty, next, world) }, world, context);
}

function moved(appointment: Appointment, { start, swaps }: MoveAppointment): Appointment {
  const phases = swaps.reduce<Phase[]>(
    (current, { from, to }) => swapResource(current, from, to),
    appointment.phases.map((phase) => ({ ...phase })),
  );
  return { ...appointment, start, phases };
}
