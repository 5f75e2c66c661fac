import { IconCircleCheck, IconDeviceDesktopUp } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import type { View } from '#renderer/replica/desk.ts';
import { useView } from '#renderer/replica/desk-context.tsx';

/** Never a plain "saved" for what is only on this desk. */
export function SavedState({ appointmentId }: { readonly appointmentId: string }): ReactNode {
  const { t } = useTranslation();
  const select = useCallback((view: View) => view.isPending('appointments', appointmentId), [appointmentId]);
  const isPending = useView(select);
  const Icon = isPending ? IconDeviceDesktopUp : IconCircleCheck;
  return (
    <span className={classes.saved} data-pending={isPending} role="status">
      <Icon size={14} stroke={1.9} aria-hidden />
      {t(isPending ? 'appointments.saved.here' : 'appointments.saved.server')}
    </span>
  );
}
