import { type Icon, IconCloudUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Board } from '#renderer/timeline/board.tsx';

export type HatchedTimeProps = {
  readonly board: Board;
  readonly eventId: string;
  readonly rowName: string;
  readonly time: string;
};

type Body = HatchedTimeProps & {
  readonly what: string;
  readonly sign: Icon;
  readonly isPending: boolean;
  readonly isAsked?: boolean;
};

/** Time that cannot be booked: hatched, quieter than any visit, with its reason; `isAsked`: only outlined. */
export function HatchedTime({ board, eventId, rowName, time, ...body }: Body): ReactNode {
  const { what, sign: Sign, isPending, isAsked = false } = body;
  return (
    <div
      className={`tl-block${isAsked ? ' tl-off-asked' : ''}`}
      data-event-id={eventId}
      data-pending={isPending || undefined}
    >
      <span className="tl-hidden">{board.t('timeline.block.label', { what, time, row: rowName })}</span>
      <Sign size={13} stroke={1.9} aria-hidden className="tl-sign" />
      <span className="tl-block-reason" aria-hidden>
        {what}
      </span>
      {isPending && <IconCloudUp size={13} stroke={1.8} aria-hidden className="tl-mark" />}
    </div>
  );
}
