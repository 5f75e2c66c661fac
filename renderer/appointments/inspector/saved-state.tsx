import { IconCircleCheck, IconDeviceDesktopUp, IconShieldCheckFilled } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { useGuarantee } from '#renderer/leases/use-guarantee.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk, useView } from '#renderer/replica/desk-context.tsx';

/** Never a plain "saved" for what is only on this desk. */
export function SavedState({ appointmentId }: { readonly appointmentId: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const select = useCallback((view: View) => view.isPending('appointments', appointmentId), [appointmentId]);
  const isPending = useView(select);
  const guarantee = useGuarantee(appointmentId);
  const zone = useView(
    useCallback((view: View) => view.find('appointments', appointmentId)?.zone ?? null, [appointmentId]),
  );
  const desk = useDesk();
  const isSure = guarantee?.kind === 'guaranteed' && zone !== null;
  const Icon = isSure ? IconShieldCheckFilled : isPending ? IconDeviceDesktopUp : IconCircleCheck;
  return (
    <span className={classes.saved} data-pending={isPending} role="status">
      <Icon size={14} stroke={1.9} aria-hidden />
      {isSure &&
        `${t('leases.guaranteed', { until: untilWords(guarantee.until, { now: desk.now(), zone, language: i18n.language }) })} · `}
      {t(isPending ? 'appointments.saved.here' : 'appointments.saved.server')}
    </span>
  );
}
