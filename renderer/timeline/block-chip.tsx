import { IconCloudUp, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Board } from '#renderer/timeline/board.tsx';
import type { BlockFace } from '#renderer/timeline/to-calendar-events.ts';

export type BlockChipProps = {
  readonly board: Board;
  readonly face: BlockFace;
  readonly eventId: string;
  readonly rowName: string;
  readonly time: string;
};

/** Time that cannot be booked: hatched, quieter than any visit, with its reason. */
export function BlockChip({ board, face, eventId, rowName, time }: BlockChipProps): ReactNode {
  const { t } = board;
  const kind = t(`timeline.block.${face.blockKind}`);
  const what = face.reason === '' ? kind : face.reason;
  return (
    <div className="tl-block" data-event-id={eventId} data-pending={face.isPending || undefined}>
      <span className="tl-hidden">{t('timeline.block.label', { what, time, row: rowName })}</span>
      <IconLock size={12} stroke={2} aria-hidden className="tl-sign" />
      <span className="tl-block-reason" aria-hidden>
        {what}
      </span>
      {face.isPending && <IconCloudUp size={13} stroke={1.8} aria-hidden className="tl-mark" />}
    </div>
  );
}
