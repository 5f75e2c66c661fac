import { Loader } from '@mantine/core';
import { IconCloud, IconCloudOff, IconCut } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { useStore } from '#renderer/replica/desk-context.tsx';
import type { Desk, LookedAt } from '#renderer/replica/desk.ts';
import classes from '#renderer/timeline/look-banner.module.css';
import { wholeDays } from '#renderer/timeline/whole-days.ts';
import { formatTime } from '#renderer/ui/format-time.ts';

type LookBannerProps = {
  readonly desk: Pick<Desk, 'lookAt' | 'lookedAt' | 'kept'>;
  /** What the timeline shows. */
  readonly window: Interval;
  readonly zone: ZoneId;
  readonly isOneDay: boolean;
};

/** Tells the desk what is looked at, and people why a day is empty or where it comes from. */
export function LookBanner({ desk, window, zone, isOneDay }: LookBannerProps): ReactNode {
  const { t, i18n } = useTranslation();
  const lookedAt = useStore(desk.lookedAt);
  const kept = useStore(desk.kept);
  const { start, end } = window;
  useEffect(() => desk.lookAt({ start, end }), [desk, start, end]);
  useEffect(() => () => desk.lookAt(null), [desk]);
  if (lookedAt === 'inside') return null;
  const days = wholeDays(kept, zone);
  const style = { style: 'date', language: i18n.language } as const;
  const between = {
    from: formatTime(days.start, zone, style),
    to: formatTime(instant(days.end - 1), zone, style),
  };
  return (
    <div className={classes.banner} data-looked-at={lookedAt} role="status">
      <Sign lookedAt={lookedAt} />
      <span>
        {lookedAt === 'fetching' && t(isOneDay ? 'timeline.look.fetchingDay' : 'timeline.look.fetching')}
        {lookedAt === 'shown' && t('timeline.look.shown', between)}
        {lookedAt === 'cut' && t(isOneDay ? 'timeline.look.cutDay' : 'timeline.look.cut')}
        {lookedAt === 'unavailable-offline' && t('timeline.look.offline', between)}
      </span>
    </div>
  );
}

function Sign({ lookedAt }: { readonly lookedAt: LookedAt }): ReactNode {
  if (lookedAt === 'fetching') return <Loader size={14} color="currentColor" aria-hidden />;
  const Icon = lookedAt === 'shown' ? IconCloud : lookedAt === 'cut' ? IconCut : IconCloudOff;
  return <Icon size={16} stroke={1.7} aria-hidden />;
}
