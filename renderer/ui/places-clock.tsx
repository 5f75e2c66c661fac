import { IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';
import classes from '#renderer/ui/places-clock.module.css';

/** Whose clock the times of a list are read on: every visit's is that of its location, whatever the timeline shows. */
export function PlacesClock(): ReactNode {
  const { t } = useTranslation();
  const zones = [...new Set(useLocations().map(({ zone }) => zone))];
  const [only] = zones;
  if (only === undefined) return null;
  return (
    <span className={classes.clock}>
      <IconWorld size={13} stroke={1.8} aria-hidden />
      {zones.length > 1 ? t('ui.clock.each') : t('ui.clock.one', { zone: only.replaceAll('_', ' ') })}
    </span>
  );
}
