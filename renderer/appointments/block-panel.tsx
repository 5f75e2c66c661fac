import type { BlockDraft } from '#renderer/appointments/booking-draft.ts';

export type BlockPanelProps = {
  readonly draft: BlockDraft;
  readonly onClose: () => void;
  /** After the block was put or removed. */
  readonly onSaved?: (blockId: string) => void;
};

export function BlockPanel(_props: BlockPanelProps): null {
  return null;
}
