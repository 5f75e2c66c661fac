import { IconCloudUp, IconNote, IconRepeat, IconShieldCheckFilled } from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import type { Board } from '#renderer/timeline/board.tsx';
import { initials } from '#renderer/timeline/initials.ts';
import { longestPieceEm } from '#renderer/timeline/name-width.ts';
import { chipSigns } from '#renderer/timeline/status-sign.tsx';
import type { VisitFace } from '#renderer/timeline/to-calendar-events.ts';
import { timeRange } from '#renderer/timeline/words.ts';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';

export type VisitChipProps = {
  readonly board: Board;
  readonly face: VisitFace;
  readonly eventId: string;
  readonly rowName: string;
};

// Hundreds are drawn at once: no hooks, no listeners, plain elements. The calendar draws them again when the language
// changes; `chip-marks.ts` marks what is selected or in hand.

/** A visit on one row: the name first, then the sign of its status and the service; initials where it is short. */
export function VisitChip({ board, face, eventId, rowName }: VisitChipProps): ReactNode {
  const name = face.name === '' ? board.t('timeline.nobody') : face.name;
  const time = timeRange(face, board.scene().zone);
  return (
    <div
      className="tl-chip"
      data-event-id={eventId}
      data-visit-id={face.appointmentId}
      data-look={face.look}
      data-selected={board.selected.get() === face.appointmentId || undefined}
      data-held={board.drag.held.get()?.appointment.id === face.appointmentId || undefined}
      data-pending={face.isPending || undefined}
      // Custom properties, which the type does not list.
      style={{ '--tl-service': face.color, '--tl-longest': longestPieceEm(name) } as CSSProperties}
    >
      <span className="tl-hidden">{visitLabel(board, face, { time, rowName })}</span>
      <span className="tl-chip-words" aria-hidden>
        <span className="tl-chip-name">
          <Name>{name}</Name>
          {face.moreClients > 0 && (
            <span className="tl-more">{board.t('timeline.moreClients', { count: face.moreClients })}</span>
          )}
        </span>
        <span className="tl-chip-initials">{initials(withoutOverrides(face.name)) || '?'}</span>
        <span className="tl-chip-time">{time}</span>
        <span className="tl-chip-meta">
          {chipSigns[face.look]}
          <span className="tl-chip-service">{face.service}</span>
          {face.repeats && REPEATS}
          {face.hasNotes && NOTE}
          {face.isPending && (face.isGuaranteed ? GUARANTEED : UNSENT)}
        </span>
      </span>
    </div>
  );
}

const NOTE = <IconNote size={12} stroke={1.8} className="tl-mark" />;
const REPEATS = <IconRepeat size={12} stroke={1.8} className="tl-mark" data-mark="repeats" />;
const GUARANTEED = <IconShieldCheckFilled size={13} className="tl-mark tl-mark-sure" />;
const UNSENT = <IconCloudUp size={13} stroke={1.8} className="tl-mark" />;

type LabelParts = { readonly time: string; readonly rowName: string };

/** `Anna Meyer, Physiotherapy, 09:00–09:45, booked, Room 2`. */
function visitLabel(board: Board, face: VisitFace, { time, rowName }: LabelParts): string {
  const { t } = board;
  const parts: Readonly<Record<string, string>> = {
    name: withoutOverrides(face.name) || t('timeline.nobody'),
    service: face.service,
    time,
    status: t(`timeline.status.${face.look}`),
    row: rowName,
  };
  const label = labelShape(board).replaceAll(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? '');
  const also = [
    face.others === '' ? null : t('timeline.withOthers', { others: face.others }),
    face.isPending ? t('timeline.savedHere') : null,
    face.repeats ? t('timeline.repeats') : null,
    face.isGuaranteed ? t('timeline.guaranteed') : null,
    face.hasNotes ? t('timeline.hasNotes') : null,
  ];
  return [label, ...also.filter((part) => part !== null)].join(', ');
}

/** The sentence of a language with its gaps, so that it is looked up once and not for every chip. */
function labelShape({ t, language }: Board): string {
  const known = shapes.get(language());
  if (known !== undefined) return known;
  const gaps = { name: '{name}', service: '{service}', time: '{time}', status: '{status}', row: '{row}' };
  const shape = t('timeline.visitLabel', gaps);
  shapes.set(language(), shape);
  return shape;
}

const shapes = new Map<string, string>();
