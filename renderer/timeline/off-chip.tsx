import { IconBeach, IconCloudUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Board } from '#renderer/timeline/board.tsx';
import type { OffFace } from '#renderer/timeline/off-events.ts';

export type OffChipProps = {
  readonly board: Board;
  readonly face: OffFace;
  readonly eventId: string;
  readonly rowName: string;
  readonly time: string;
};

/** Leave: hatched like all time that cannot be booked; only outlined while it waits for an answer, as it holds nothing. */
export function OffChip({ board, face, eventId, rowName, time }: OffChipProps): ReactNode {
  const { t } = board;
  const kind = t(`timeline.off.${face.offKind}`);
  const what = face.isRequested ? t('timeline.off.requested', { kind }) : kind;
  return (
    <div className={`tl-block${face.isRequested ? ' tl-off-asked' : ''}`} data-event-id={eventId}>
      <span className="tl-hidden">{t('timeline.block.label', { what, time, row: rowName })}</span>
      <IconBeach size={13} stroke={1.8} aria-hidden className="tl-sign" />
      <span className="tl-block-reason" aria-hidden>
        {what}
      </span>
      {face.isPending && <IconCloudUp size={13} stroke={1.8} aria-hidden className="tl-mark" />}
    </div>
  );
}
