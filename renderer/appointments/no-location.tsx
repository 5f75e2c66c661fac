import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { PanelFrame } from '#renderer/appointments/panel-frame.tsx';

type NoLocationProps = { readonly title: string; readonly onClose: () => void };

/** A clinic that has no location yet can book nothing; the panel says where to begin. */
export function NoLocation({ title, onClose }: NoLocationProps): ReactNode {
  const { t } = useTranslation();
  return (
    <PanelFrame title={title} onClose={onClose}>
      <NoteLine tone="info">{t('appointments.noLocation')}</NoteLine>
    </PanelFrame>
  );
}
