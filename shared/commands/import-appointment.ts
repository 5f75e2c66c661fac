import { z } from 'zod';
import { actedBy } from '#shared/commands/acted-by.ts';
import { claimWindows } from '#shared/commands/claim-windows.ts';
import { defineCommand, type DocumentRef, type Intent, managerRoles } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { replaceAppointment } from '#shared/commands/placement.ts';
import { LONGEST_VISIT_MINUTES } from '#shared/commands/visit-rules.ts';
import { idSchema } from '#shared/lib/text.ts';
import { type Appointment, importedSequenceSchema, labelSchema, notesSchema } from '#shared/scheduling/appointment.ts';
import { appointmentStatusSchema, holdsClaims, isExpected } from '#shared/scheduling/appointment-status.ts';
import { place } from '#shared/scheduling/place.ts';
import { minutesSchema } from '#shared/scheduling/service.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { instantSchema } from '#shared/time/instant.ts';

const schema = z.strictObject({
  /** Derived from the row's content, so that importing it again finds it. */
  appointmentId: idSchema,
  locationId: idSchema,
  serviceId: idSchema,
  clientIds: z.array(idSchema).max(20),
  resourceIds: z.array(idSchema).min(1).max(20),
  start: instantSchema,
  minutes: minutesSchema.max(LONGEST_VISIT_MINUTES, { error: 'too-long' }),
  label: labelSchema,
  status: appointmentStatusSchema,
  notes: notesSchema,
  /** Of a calendar event: a higher one than before changes what was imported (IC11). */
  sequence: importedSequenceSchema.optional(),
  /** Makes it again what it was before a change of this sequence, which stays the last that was seen (IM3). */
  undoes: importedSequenceSchema.optional(),
});
export type ImportAppointment = z.infer<typeof schema>;

/** One row of another system's schedule. A row that clashes is refused with what it clashes with, for the report. */
export const importAppointment = defineCommand({
  name: 'appointment.import',
  schema,
  roles: managerRoles,
  reads: (input): readonly DocumentRef[] => [
    { collection: 'appointments', id: input.appointmentId },
    { collection: 'locations', id: input.locationId },
    { collection: 'services', id: input.serviceId },
    ...input.resourceIds.map((id): DocumentRef => ({ collection: 'resources', id })),
  ],
  claims: (input) => claimWindows(visitOf(input)),
  decide,
  invert,
});

function invert(input: ImportAppointment, before: World): Intent | null {
  const { appointmentId } = input;
  const existing = before.find('appointments', appointmentId);
  if (existing === null) return { name: 'appointment.cancel', input: { appointmentId, reason: '' } };
  const { locationId, serviceId, clientIds, start, phases, label, status, notes } = existing;
  const [first, ...others] = phases;
  const undoes = input.undoes ?? input.sequence;
  if (!isChanged(existing, input) || undoes === undefined || first === undefined || others.length > 0) return null;
  const { minutes, resourceIds } = first;
  const was = { appointmentId, locationId, serviceId, clientIds, resourceIds, start, minutes, label, status, notes };
  return { name: 'appointment.import', input: { ...was, undoes } satisfies ImportAppointment };
}

function visitOf({
  start,
  minutes,
  resourceIds,
}: ImportAppointment): Pick<Appointment, 'start' | 'phases' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'> {
  return { start, phases: [{ minutes, resourceIds }], bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
}

function decide(input: ImportAppointment, world: World, context: Context): Decision {
  const existing = world.find('appointments', input.appointmentId);
  if (existing !== null) return changed(existing, input, { world, context });
  const location = world.find('locations', input.locationId);
  if (location === null) return refuse('unknown-location', 'locationId');
  if (world.find('services', input.serviceId) === null) return refuse('unknown-service', 'serviceId');
  if (input.resourceIds.some((id) => world.find('resources', id) === null)) return refuse('unknown-resource');
  if (new Set(input.resourceIds).size < input.resourceIds.length) return refuse('same-resource-twice');
  const visit = visitOf(input);
  const found = holdsClaims[input.status] ? place(visit, world, input.appointmentId) : null;
  if (found?.kind === 'taken') return refuse('taken', '', found.conflicts);
  const { now, actorId } = context;
  const { appointmentId, minutes: _minutes, resourceIds: _resourceIds, sequence, undoes: _undoes, ...fields } = input;
  const document: Appointment = {
    ...fields,
    ...visit,
    id: appointmentId,
    version: 1,
    zone: location.zone,
    end: visitEnd(visit),
    claims: [...(found?.claims ?? [])],
    source: 'import',
    cancelReason: '',
    arrivedAt: null,
    checkedInAt: null,
    fulfilledAt: null,
    createdAt: now,
    createdBy: actorId,
    updatedAt: now,
    placedBy: { ...actedBy(context), at: now },
    displacement: null,
    ...(sequence !== undefined && { importedSequence: sequence }),
  };
  return accept([{ collection: 'appointments', document }]);
}

type Seen = { readonly world: World; readonly context: Context };

/**
 * What was imported before may have been worked on since, and stays as it is; unless a newer state of its calendar event
 * comes while it is still to take place. An occurrence that nothing happened to yet takes any.
 */
function changed(existing: Appointment, input: ImportAppointment, { world, context }: Seen): Decision {
  if (!isChanged(existing, input)) return accept([]);
  const { label, status, undoes, sequence: importedSequence = existing.importedSequence } = input;
  const next: Appointment = { ...existing, ...visitOf(input), label, status };
  const isNewState = undoes === undefined && importedSequence !== undefined;
  return replaceAppointment(existing, isNewState ? { ...next, importedSequence } : next, world, context);
}

function isChanged(existing: Appointment, { sequence, undoes }: ImportAppointment): boolean {
  if (!isExpected(existing)) return false;
  if (undoes !== undefined) return existing.importedSequence === undoes;
  return sequence !== undefined && sequence > (existing.version === 0 ? -1 : (existing.importedSequence ?? Infinity));
}
