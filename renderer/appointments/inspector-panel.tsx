export type InspectorPanelProps = {
  readonly appointmentId: string;
  readonly onClose: () => void;
  /** Opens another appointment, such as the one in the way. */
  readonly onOpenAppointment?: (appointmentId: string) => void;
};

export function InspectorPanel(_props: InspectorPanelProps): null {
  return null;
}
