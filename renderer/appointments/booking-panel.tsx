import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';

export type BookingPanelProps = {
  readonly draft: BookingDraft;
  readonly onClose: () => void;
  readonly onBooked: (appointmentId: string) => void;
};

export function BookingPanel(_props: BookingPanelProps): null {
  return null;
}
