import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';

/** The text of the button that takes a visit from one status to another. */
export function becomeKey(from: AppointmentStatus, to: AppointmentStatus): string {
  if (to !== 'booked') return `timeline.become.${to}`;
  if (from === 'pending' || from === 'proposed' || from === 'waitlist') return 'timeline.confirm';
  return from === 'cancelled' ? 'timeline.reopen' : 'timeline.become.booked';
}

/** The step forward that the desk takes most; null where the visit is at its end. */
export const nextStep: Readonly<Record<AppointmentStatus, AppointmentStatus | null>> = {
  proposed: 'booked',
  pending: 'booked',
  booked: 'arrived',
  arrived: 'checked-in',
  'checked-in': 'fulfilled',
  fulfilled: null,
  cancelled: null,
  noshow: null,
  waitlist: 'booked',
};
