import { IconCloudUp, IconNote } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Store } from '#renderer/replica/store.ts';
import { useBoard } from '#renderer/timeline/board.tsx';
import { StatusSign } from '#renderer/timeline/status-sign.tsx';
import type { VisitFace } from '#renderer/timeline/to-calendar-events.ts';
import { timeRange } from '#renderer/timeline/words.ts';
import { Name, withoutOverrides } from '#renderer/ui/person-name.tsx';

export type VisitChipProps = {
  readonly face: VisitFace;
  readonly eventId: string;
  readonly rowName: string;
};

/** A visit on one row: the name first, then the sign of its status and the service. */
export function VisitChip({ face, eventId, rowName }: VisitChipProps): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  const isSelected = useIs(board.selected, face.appointmentId);
  const isSibling = useHeldId(face.appointmentId);
  const name = face.name === '' ? t('timeline.nobody') : face.name;
  return (
    <div
      className="tl-chip"
      data-event-id={eventId}
      data-look={face.look}
      data-selected={isSelected || undefined}
      data-held={isSibling || undefined}
      data-pending={face.isPending || undefined}
      style={{ '--tl-service': face.color } as CSSProperties} // A custom property, which the type does not list.
    >
      <span className="tl-hidden">{useVisitLabel(face, rowName)}</span>
      <span className="tl-chip-words" aria-hidden>
        <span className="tl-chip-name">
          <Name>{name}</Name>
          {face.moreClients > 0 && (
            <span className="tl-more">{t('timeline.moreClients', { count: face.moreClients })}</span>
          )}
        </span>
        <span className="tl-chip-meta">
          <StatusSign look={face.look} />
          <span className="tl-chip-service">{face.service}</span>
          {face.hasNotes && <IconNote size={12} stroke={1.8} className="tl-mark" />}
          {face.isPending && <IconCloudUp size={13} stroke={1.8} className="tl-mark" />}
        </span>
      </span>
    </div>
  );
}

/** `Anna Meyer, Physiotherapy, 09:00–09:45, booked, Room 2`. */
export function useVisitLabel(face: VisitFace, rowName: string): string {
  const { t } = useTranslation();
  const { location } = useBoard().scene();
  const label = t('timeline.visitLabel', {
    name: withoutOverrides(face.name) || t('timeline.nobody'),
    service: face.service,
    time: timeRange(face, location.zone),
    status: t(`timeline.status.${face.look}`),
    row: rowName,
  });
  const also = [
    face.others === '' ? null : t('timeline.withOthers', { others: face.others }),
    face.isPending ? t('timeline.savedHere') : null,
    face.hasNotes ? t('timeline.hasNotes') : null,
  ];
  return [label, ...also.filter((part) => part !== null)].join(', ');
}

function useIs(store: Store<string | null>, id: string): boolean {
  return useSyncExternalStore(store.subscribe, () => store.get() === id);
}

/** Whether this visit is the one in hand; its other rows then show where it comes from. */
function useHeldId(appointmentId: string): boolean {
  const { held } = useBoard().drag;
  return useSyncExternalStore(held.subscribe, () => held.get()?.appointment.id === appointmentId);
}
