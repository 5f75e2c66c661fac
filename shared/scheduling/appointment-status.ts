import { z } from 'zod';

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
export const transitions: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
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

/** Every step that is offered is legal, and so is its reverse: whatever was done can be undone. */
export function isLegalTransition(from: AppointmentStatus, to: AppointmentStatus): boolean {
  return transitions[from].includes(to) || transitions[to].includes(from);
}
