import { z } from 'zod';
import { claimWindows } from '#shared/commands/claim-windows.ts';
import { clientChoiceSchema, chosenClientIds, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { accept, type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { mergeNotes } from '#shared/commands/merge-field.ts';
import { offDutyReads, offDutyWait, offDutyWaitSchema, stillOffDuty } from '#shared/commands/off-duty-wait.ts';
import { seenPlacement, placementFault, replaceEvenIfTaken, replaceAppointment } from '#shared/commands/placement.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import {
  type Appointment,
  appointmentResourceIds,
  labelSchema,
  notesSchema,
  phaseSchema,
} from '#shared/scheduling/appointment.ts';
import type { World } from '#shared/scheduling/world.ts';

const phasesSchema = z.array(phaseSchema).min(1).max(12);

/** Each field with what the person saw and what it shall be; fields left out stay. */
const schema = z.strictObject({
  appointmentId: idSchema,
  notes: z.strictObject({ from: notesSchema, to: notesSchema }).optional(),
  client: z.strictObject({ from: z.array(idSchema).max(20), to: clientChoiceSchema }).optional(),
  label: z.strictObject({ from: labelSchema, to: labelSchema }).optional(),
  service: z
    .strictObject({
      from: idSchema,
      to: idSchema,
      phases: phasesSchema,
      /** Where its place is taken, displace rather than refuse: how a displaced visit's change is undone. */
      evenIfTaken: z.boolean().optional(),
      offDuty: offDutyWaitSchema.optional(),
    })
    .optional(),
});
export type EditDetails = z.infer<typeof schema>;

/** Edits who, what and the notes. Two desks' notes are both kept; another field changed meanwhile is not overwritten. */
export const editDetails = defineCommand({
  name: 'appointment.edit-details',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    ...(input.client === undefined ? [] : chosenClientIds(input.client.to)).map((id): DocumentRef => ({
      collection: 'clients',
      id,
    })),
    ...(input.service === undefined ? [] : serviceReads(input.service)),
  ],
  claims: (input, world) => {
    const appointment = world.find('appointments', input.appointmentId);
    if (appointment === null || input.service === undefined) return [];
    return claimWindows(edited(appointment, input, world));
  },
  decide,
  invert: (input, before) => {
    const appointment = before.find('appointments', input.appointmentId);
    return appointment === null ? null : { name: 'appointment.edit-details', input: inverted(input, appointment) };
  },
});

function serviceReads({ to, phases, offDuty }: NonNullable<EditDetails['service']>): readonly DocumentRef[] {
  const resourceIds = appointmentResourceIds({ phases });
  return [
    { collection: 'services', id: to },
    ...resourceIds.map((id): DocumentRef => ({ collection: 'resources', id })),
    ...offDutyReads(offDuty),
  ];
}

function decide(input: EditDetails, world: World, context: Context): Decision {
  const appointment = world.find('appointments', input.appointmentId);
  if (appointment === null) return refuse('unknown-appointment');
  const fault = staleField(input, appointment) ?? unknownReference(input, world);
  if (fault !== null) return refuse(fault);
  const next = edited(appointment, input, world);
  const isMerged = input.notes !== undefined && next.notes !== input.notes.to;
  const adjustments = isMerged ? [{ kind: 'notes-merged' as const, from: '', to: '' }] : [];
  const client = input.client === undefined ? null : newClient(input.client.to, world);
  const others: Change[] = client === null ? [] : [{ collection: 'clients', document: client }];
  if (input.service === undefined) {
    const document = { ...next, version: appointment.version + 1, updatedAt: context.now };
    return accept([...others, { collection: 'appointments', document }], adjustments);
  }
  const badPlace = placementFault(appointment, seenPlacement(appointment), context) ?? visitFault(next);
  if (badPlace !== null) return refuse(badPlace);
  const { evenIfTaken, offDuty } = input.service;
  const placed =
    evenIfTaken === true
      ? replaceEvenIfTaken(appointment, { next, offDuty: stillOffDuty(offDuty, next, world) }, world, context)
      : replaceAppointment(appointment, next, world, context);
  if (placed.kind === 'refused') return placed;
  const changes = [...others, ...placed.changes];
  return placed.kind === 'accepted' ? accept(changes, adjustments) : { ...placed, changes };
}

function staleField({ client, label, service }: EditDetails, appointment: Appointment): RefusalCode | null {
  const isStaleClient =
    client !== undefined &&
    client.from.join() !== appointment.clientIds.join() &&
    chosenClientIds(client.to).join() !== appointment.clientIds.join();
  const isStaleLabel = label !== undefined && ![label.from, label.to].includes(appointment.label);
  const isStaleService = service !== undefined && ![service.from, service.to].includes(appointment.serviceId);
  return isStaleClient || isStaleLabel || isStaleService ? 'changed-meanwhile' : null;
}

function unknownReference({ client, service }: EditDetails, world: World): RefusalCode | null {
  if (client?.to.kind === 'known' && world.find('clients', client.to.id) === null) return 'unknown-client';
  if (service === undefined) return null;
  if (world.find('services', service.to) === null) return 'unknown-service';
  const isUnknown = (id: string): boolean => world.find('resources', id) === null;
  return appointmentResourceIds(service).some(isUnknown) ? 'unknown-resource' : null;
}

function edited(appointment: Appointment, input: EditDetails, world: World): Appointment {
  const service = input.service === undefined ? null : world.find('services', input.service.to);
  return {
    ...appointment,
    notes: input.notes === undefined ? appointment.notes : editedNotes(appointment.notes, input.notes),
    clientIds: input.client === undefined ? appointment.clientIds : chosenClientIds(input.client.to),
    label: input.label?.to ?? appointment.label,
    serviceId: input.service?.to ?? appointment.serviceId,
    phases: input.service?.phases ?? appointment.phases,
    bufferBeforeMinutes: service?.bufferBeforeMinutes ?? appointment.bufferBeforeMinutes,
    bufferAfterMinutes: service?.bufferAfterMinutes ?? appointment.bufferAfterMinutes,
  };
}

function editedNotes(current: string, { from, to }: { from: string; to: string }): string {
  if (current === from || current === to) return to;
  // Two notes together may pass the limit of one; then the longer past is cut, never what was just typed.
  return mergeNotes(current, from, to).slice(-20_000);
}

function inverted(input: EditDetails, before: Appointment): EditDetails {
  const [clientId] = before.clientIds;
  return {
    appointmentId: input.appointmentId,
    ...(input.notes && { notes: { from: input.notes.to, to: before.notes } }),
    ...(input.client && {
      client: {
        from: chosenClientIds(input.client.to),
        to: clientId === undefined ? { kind: 'nobody' as const } : { kind: 'known' as const, id: clientId },
      },
    }),
    ...(input.label && { label: { from: input.label.to, to: before.label } }),
    ...(input.service && {
      service: {
        from: input.service.to,
        to: before.serviceId,
        phases: [...before.phases],
        evenIfTaken: before.displacement !== null,
        ...offDutyWait(before),
      },
    }),
  };
}
