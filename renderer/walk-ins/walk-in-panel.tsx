
export type WalkInPanelProps = {
  /** The location whose timeline is on the screen; the clinic's first one when left out. */
  readonly locationId?: string | undefined;
  readonly onClose: () => void;
  readonly onBooked: (appointmentId: string) => void;
};

export function WalkInPanel(_props: WalkInPanelProps): null {
  return null;
}
