import { z } from 'zod';
import { actedBy } from '#shared/commands/acted-by.ts';
import { claimWindows } from '#shared/commands/claim-windows.ts';
import { chosenClientIds, clientChoiceSchema, newClient } from '#shared/commands/client-choice.ts';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { accept, type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { placeWithSubstitutes, substitutesSchema } from '#shared/commands/substitutes.ts';
import { displace } from '#shared/commands/displace.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { visitFault } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import {
  type Appointment,
  appointmentResourceIds,
  appointmentSourceSchema,
  labelSchema,
  notesSchema,
  phaseSchema,
} from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import { type Visit, visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instantSchema } from '#shared/time/instant.ts';

const schema = z.strictObject({
  appointmentId: idSchema,
  locationId: idSchema,
  serviceId: idSchema,
  client: clientChoiceSchema,
  label: labelSchema,
  start: instantSchema,
  phases: z.array(phaseSchema).min(1).max(12),
  substitutes: substitutesSchema,
  status: z.enum(['proposed', 'pending', 'booked', 'arrived', 'waitlist']),
  source: appointmentSourceSchema,
  notes: notesSchema,
});
export type BookAppointment = z.infer<typeof schema>;

/** Books a visit. Where its resources are taken it is displaced: kept whole, for a person to place. */
export const bookAppointment = defineCommand({
  name: 'appointment.book',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    { collection: 'locations', id: input.locationId },
    { collection: 'services', id: input.serviceId },
    ...chosenClientIds(input.client).map((id): DocumentRef => ({ collection: 'clients', id })),
    ...everyResourceId(input).map((id): DocumentRef => ({ collection: 'resources', id })),
  ],
  claims: (input, world) => claimWindows(visitOf(input, world), everyResourceId(input)),
  decide,
  invert: (input) => ({
    name: 'appointment.cancel',
    input: { appointmentId: input.appointmentId, reason: '' },
  }),
});

function decide(input: BookAppointment, world: World, context: Context): Decision {
  const fault = unknownReference(input, world) ?? visitFault(input);
  if (fault !== null) return refuse(fault);
  const visit = visitOf(input, world);
  const draft = draftAppointment(input, visit, world, context);
  const clientChange = newClient(input.client, world);
  const others: Change[] = clientChange === null ? [] : [{ collection: 'clients', document: clientChange }];
  if (!holdsClaims[input.status]) return accept([...others, { collection: 'appointments', document: draft }]);
  const found = placeWithSubstitutes(visit, input.substitutes, world, input.appointmentId);
  if (found.kind === 'taken') {
    const displaced = displace(draft, found.conflicts, context);
    const changes: Change[] = [...others, { collection: 'appointments', document: displaced }];
    return { kind: 'displaced', changes, conflicts: found.conflicts };
  }
  const placed = { ...draft, phases: [...found.phases], claims: [...found.claims] };
  return accept([...others, { collection: 'appointments', document: placed }], found.adjustments);
}

function unknownReference(input: BookAppointment, world: World): RefusalCode | null {
  if (world.find('appointments', input.appointmentId) !== null) return 'already-exists';
  if (world.find('locations', input.locationId) === null) return 'unknown-location';
  if (world.find('services', input.serviceId) === null) return 'unknown-service';
  if (input.client.kind === 'known' && world.find('clients', input.client.id) === null) return 'unknown-client';
  const isUnknown = (id: string): boolean => world.find('resources', id) === null;
  return appointmentResourceIds(input).some(isUnknown) ? 'unknown-resource' : null;
}

function everyResourceId(input: BookAppointment): readonly string[] {
  return [...appointmentResourceIds(input), ...input.substitutes.flatMap((one) => one.alternativeIds)];
}

function visitOf(input: BookAppointment, world: World): Visit {
  const service = world.find('services', input.serviceId);
  return {
    start: input.start,
    phases: input.phases,
    bufferBeforeMinutes: service?.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: service?.bufferAfterMinutes ?? 0,
  };
}

function draftAppointment(input: BookAppointment, visit: Visit, world: World, context: Context): Appointment {
  const location = world.find('locations', input.locationId);
  const { now, actorId } = context;
  return {
    id: input.appointmentId,
    version: 1,
    locationId: input.locationId,
    serviceId: input.serviceId,
    clientIds: chosenClientIds(input.client),
    label: input.label,
    zone: location?.zone ?? ('UTC' as Appointment['zone']), // A brand; decide() has refused an unknown location.
    start: input.start,
    end: visitEnd(visit),
    phases: input.phases,
    bufferBeforeMinutes: visit.bufferBeforeMinutes,
    bufferAfterMinutes: visit.bufferAfterMinutes,
    claims: [],
    status: input.status,
    source: input.source,
    notes: input.notes,
    cancelReason: '',
    arrivedAt: input.status === 'arrived' ? context.deskTime : null,
    checkedInAt: null,
    fulfilledAt: null,
    createdAt: now,
    createdBy: actorId,
    updatedAt: now,
    placedBy: { ...actedBy(context), at: now },
    displacement: null,
  };
}
