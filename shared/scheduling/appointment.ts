import { z } from 'zod';
import { idSchema, requiredText, text, versionSchema } from '#shared/lib/text.ts';
import { appointmentStatusSchema } from '#shared/scheduling/appointment-status.ts';
import { claimSchema } from '#shared/scheduling/claim.ts';
import { conflictSchema } from '#shared/scheduling/conflict.ts';
import { wallTimeSchema } from '#shared/scheduling/recurrence/series.ts';
import { bufferSchema, minutesSchema } from '#shared/scheduling/service.ts';
import { instantSchema } from '#shared/time/instant.ts';
import { zoneSchema } from '#shared/time/zone.ts';

export const appointmentSources = ['desk', 'walk-in', 'phone', 'online', 'series', 'import'] as const;
export const appointmentSourceSchema = z.enum(appointmentSources);
export type AppointmentSource = z.infer<typeof appointmentSourceSchema>;

/** A stretch of the visit with the resources that it occupies. */
export const phaseSchema = z.strictObject({
  minutes: minutesSchema,
  resourceIds: z.array(idSchema).max(20),
});
export type Phase = Readonly<z.infer<typeof phaseSchema>>;

/** Desks are not replicated: the server writes their name where it matters. Absent in a prediction and in old documents. */
const deskNameSchema = text(120).optional();

/** Who chose a time and resources, and when. */
export const placedBySchema = z.strictObject({
  commandId: idSchema,
  deskId: idSchema,
  deskName: deskNameSchema,
  actorId: idSchema,
  at: instantSchema,
});

/** Somebody's decision that a visit without a place needs none: it keeps waiting outside, or was dealt with otherwise. */
const settlementSchema = z.strictObject({
  commandId: idSchema,
  actorId: idSchema,
  at: instantSchema,
  note: requiredText(400),
});

/** Kept whole, without claims, until a person decides (I12). */
const displacementSchema = z.strictObject({
  commandId: idSchema,
  deskId: idSchema,
  deskName: deskNameSchema,
  actorId: idSchema,
  /** The desk's clock when the person acted, and the server's when it decided. */
  deskTime: instantSchema,
  decidedAt: instantSchema,
  conflicts: z.array(conflictSchema).max(50),
  /** Once it is there the visit is not in the conflict inbox any more, and still has no place. */
  settled: settlementSchema.optional(),
});
export type Displacement = Readonly<z.infer<typeof displacementSchema>>;

/** RECURRENCE-ID: the wall time that the rule gave it, whatever time it has now. */
const occurrenceRefSchema = z.strictObject({ seriesId: idSchema, recurrenceId: wallTimeSchema });

/** SEQUENCE of iCalendar: how often its author has changed an event. */
export const importedSequenceSchema = z.int().min(0).max(2_147_483_647);

export const notesSchema = text(20_000);
export const labelSchema = text(200);

export const appointmentSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  locationId: idSchema,
  serviceId: idSchema,
  clientIds: z.array(idSchema).max(20),
  /** Shown instead of a client while nobody is named yet. */
  label: labelSchema,
  /** The location's zone when it was booked. */
  zone: zoneSchema,
  start: instantSchema,
  /** `start` plus the minutes of all phases; without buffers. */
  end: instantSchema,
  phases: z.array(phaseSchema).min(1).max(12),
  bufferBeforeMinutes: bufferSchema,
  bufferAfterMinutes: bufferSchema,
  /** What it occupies now; empty while it is displaced, or in a status that holds nothing. */
  claims: z.array(claimSchema).max(100),
  status: appointmentStatusSchema,
  source: appointmentSourceSchema,
  notes: notesSchema,
  cancelReason: text(400),
  arrivedAt: instantSchema.nullable(),
  checkedInAt: instantSchema.nullable(),
  fulfilledAt: instantSchema.nullable(),
  createdAt: instantSchema,
  createdBy: idSchema,
  updatedAt: instantSchema,
  /** Who last chose its time and resources; a move made on another picture than this one is not applied. */
  placedBy: placedBySchema,
  displacement: displacementSchema.nullable(),
  /** Which occurrence of which series it is; one that nothing happened to yet has version 0 and is no document. */
  occurrence: occurrenceRefSchema.optional(),
  /** SEQUENCE of the calendar event that it was imported from; a file with a higher one changes it (IC11). */
  importedSequence: importedSequenceSchema.optional(),
});
export type Appointment = Readonly<z.infer<typeof appointmentSchema>>;

/** Whether it waits in the conflict inbox for a person's decision (I12). */
export function isInInbox({ displacement }: Pick<Appointment, 'displacement'>): boolean {
  return displacement !== null && displacement.settled === undefined;
}

/** Whether nobody here checked it in or finished it: how far it came was decided in the system it was imported from. */
export function hasOnlyBeenImported({
  source,
  checkedInAt,
  fulfilledAt,
}: Pick<Appointment, 'source' | 'checkedInAt' | 'fulfilledAt'>): boolean {
  return source === 'import' && checkedInAt === null && fulfilledAt === null;
}

/** Every resource of every phase, once each, in the order of first use. */
export function appointmentResourceIds(appointment: { readonly phases: readonly Phase[] }): readonly string[] {
  return [...new Set(appointment.phases.flatMap((phase) => phase.resourceIds))];
}
