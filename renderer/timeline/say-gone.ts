import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { AppointmentStatus } from '#shared/scheduling/appointment-status.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { isClosedLook } from '#renderer/timeline/status-look.ts';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import type { Translate } from '#renderer/timeline/words.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { sayUndoable } from '#renderer/ui/submission-notice.ts';

type Teller = { readonly desk: Desk; readonly t: Translate };

/** Says that a visit leaves the timeline with what it has just become, and offers to take that back. */
export function sayGone({ desk, t }: Teller, appointment: Appointment, to: AppointmentStatus): void {
  if (!isClosedLook(to) || timelineSettings.get().showsClosed) return;
  const names = appointment.clientIds.flatMap((id) => desk.view.find('clients', id)?.name ?? []);
  const name = withoutOverrides(names[0] ?? appointment.label) || t('timeline.nobody');
  sayUndoable(desk, t(to === 'noshow' ? 'timeline.gone.noshow' : 'timeline.gone.cancelled', { name }), t);
}

/** The same, beside the timeline. */
export function useSayGone(): (appointment: Appointment, to: AppointmentStatus) => void {
  const desk = useDesk();
  const { t } = useTranslation();
  return (appointment, to) => sayGone({ desk, t: (key, values) => t(key, values ?? {}) }, appointment, to);
}
