import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { ClashList } from '#renderer/appointments/clash-list.tsx';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { RepairList } from '#renderer/conflicts/repair-list.tsx';
import { useRepairs } from '#renderer/conflicts/use-repairs.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

type DisplacedNoteProps = { readonly appointment: Appointment; readonly changes: Changes };

/** A visit without a place: what is in its way, and how to give it one. */
export function DisplacedNote({ appointment, changes }: DisplacedNoteProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(30_000);
  const wanted = useMemo(() => ({ start: appointment.start, swaps: [] }), [appointment.start]);
  const repairs = useRepairs({ appointment, wanted });
  const style = useTimeStyle(appointment.zone);
  if (appointment.displacement === null) return null;
  const { settled } = appointment.displacement;
  return (
    <div>
      <NoteLine tone="bad">
        <strong>{t('appointments.displaced.title')}</strong>
        <ClashList hasAuthors conflicts={appointment.displacement.conflicts} style={style} />
      </NoteLine>
      {settled !== undefined && (
        <NoteLine tone="info">
          {t('conflicts.settledBy', { name: view.find('people', settled.actorId)?.name ?? t('conflicts.somebody') })}{' '}
          <Name>{settled.note}</Name>
        </NoteLine>
      )}
      <div style={{ marginBlockStart: 10 }}>
        <RepairList
          repairs={repairs}
          wording={{ view, wantedStart: appointment.start, now, style }}
          onApply={({ intent }) => void changes.make('place', intent, 'appointments.undo.repair')}
        />
      </div>
    </div>
  );
}
