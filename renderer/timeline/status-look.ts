import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';

/** How an appointment looks: its status, unless it waits in the conflict inbox. */
export type Look = AppointmentStatus | 'displaced';

export const looks: readonly Look[] = [
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'noshow',
  'cancelled',
  'pending',
  'proposed',
  'waitlist',
  'displaced',
];

export function lookOf({ status, displacement }: Pick<Appointment, 'status' | 'displacement'>): Look {
  return displacement === null ? status : 'displaced';
}

/** Looks that are only drawn when somebody asks for them. */
export function isClosedLook(look: Look): boolean {
  return look === 'cancelled' || look === 'noshow';
}
