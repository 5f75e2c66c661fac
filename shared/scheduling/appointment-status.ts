import { z } from 'zod';
import type { Instant } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** HL7 FHIR R5, Appointment.status, without `entered-in-error`. */
export const appointmentStatuses = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
  'waitlist',
] as const;
export const appointmentStatusSchema = z.enum(appointmentStatuses);
export type AppointmentStatus = z.infer<typeof appointmentStatusSchema>;

/** Whether an appointment in this status keeps its resources for itself. */
export const holdsClaims: Readonly<Record<AppointmentStatus, boolean>> = {
  proposed: false,
  pending: true,
  booked: true,
  arrived: true,
  'checked-in': true,
  fulfilled: true,
  cancelled: false,
  noshow: false,
  waitlist: false,
};

/** What a desk offers next; the first is the one-key step forward. */
const transitions: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
  proposed: ['booked', 'pending', 'waitlist', 'cancelled'],
  pending: ['booked', 'waitlist', 'cancelled'],
  booked: ['arrived', 'checked-in', 'noshow', 'cancelled', 'pending'],
  arrived: ['checked-in', 'booked', 'fulfilled', 'noshow', 'cancelled'],
  'checked-in': ['fulfilled', 'arrived', 'booked'],
  fulfilled: ['checked-in', 'arrived', 'booked'],
  cancelled: ['booked', 'pending', 'arrived'],
  noshow: ['booked', 'arrived', 'cancelled'],
  waitlist: ['booked', 'pending', 'cancelled'],
};

/** Somebody is expected, and has not come yet: what a desk may still change, move and call off. */
export function isExpected({ status }: { readonly status: AppointmentStatus }): boolean {
  return status === 'booked' || status === 'pending';
}

/** What only the day of the visit can tell. */
const toldByTheDay: ReadonlySet<AppointmentStatus> = new Set(['arrived', 'checked-in', 'fulfilled', 'noshow']);

type Visit = { readonly status: AppointmentStatus; readonly start: Instant; readonly zone: ZoneId };

/**
 * What a desk offers for this visit now (ST6). Only the offer leans on the desk's clock: whatever was chosen is judged by
 * `isLegalTransition` alone, so that no clock that is wrong loses it.
 */
export function offeredTransitions({ status, start, zone }: Visit, now: Instant): readonly AppointmentStatus[] {
  if (localDate(start, zone) <= localDate(now, zone)) return transitions[status];
  return transitions[status].filter((to) => !toldByTheDay.has(to));
}

/** Every step that is offered is legal, and so is its reverse: whatever was done can be undone. */
export function isLegalTransition(from: AppointmentStatus, to: AppointmentStatus): boolean {
  return transitions[from].includes(to) || transitions[to].includes(from);
}
