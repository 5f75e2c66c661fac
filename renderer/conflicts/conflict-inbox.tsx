export type ConflictInboxProps = {
  /** Shows the appointment on the timeline and in the inspector. */
  readonly onOpenAppointment: (appointmentId: string) => void;
  readonly onClose?: () => void;
};

export function ConflictInbox(_props: ConflictInboxProps): null {
  return null;
}
