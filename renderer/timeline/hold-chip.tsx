import { IconHourglassHigh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Board } from '#renderer/timeline/board.tsx';
import type { HoldFace } from '#renderer/timeline/to-calendar-events.ts';
import { initials } from '#renderer/timeline/initials.ts';
import { countdownText, useSecondsUntil } from '#renderer/ui/countdown.ts';
import { Name } from '#renderer/ui/person-name.tsx';

export type HoldChipProps = {
  readonly board: Board;
  readonly face: HoldFace;
  readonly eventId: string;
  readonly rowName: string;
  readonly time: string;
};

/** Time that somebody at another desk is about to book: hatched in the accent colour, with who and for how long. */
export function HoldChip({ board, face, eventId, rowName, time }: HoldChipProps): ReactNode {
  const { t } = board;
  const seconds = useSecondsUntil(face.expiresAt);
  const { who, desk } = face;
  return (
    <div className="tl-block tl-hold" data-event-id={eventId}>
      <span className="tl-hidden">{t('timeline.hold.label', { who, desk, time, row: rowName })}</span>
      <span className="tl-hold-words" aria-hidden>
        <span className="tl-hold-who">
          <Name>{who}</Name>
        </span>
        <span className="tl-hold-initials">{initials(who) || '?'}</span>
        <span className="tl-hold-time">
          <IconHourglassHigh size={12} stroke={2} />
          {countdownText(seconds)}
        </span>
      </span>
    </div>
  );
}
