import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { inZone, resolveWhen, type WallWhen, type When } from '#renderer/appointments/booking/booking-form.ts';
import { clockTime, nearTime, offsetName, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';
import { Name } from '#renderer/ui/person-name.tsx';

type ClockNotesProps = {
  readonly when: When;
  readonly start: Instant | null;
  readonly location: Location;
  readonly onWhen: (when: WallWhen) => void;
};

/** Whose clock the time is read on; and what a change of the clocks does to it. */
export function ClockNotes({ when, start, location, onWhen }: ClockNotesProps): ReactNode {
  return (
    <>
      <WhoseClock start={start} location={location} />
      <ClockChange when={when} location={location} onWhen={onWhen} />
    </>
  );
}

/** Where another zone is shown, the clinic's own time stands beside it. */
function WhoseClock({ start, location }: Pick<ClockNotesProps, 'start' | 'location'>): ReactNode {
  const { t, i18n } = useTranslation();
  const style = useTimeStyle(location.zone);
  const isOther = style.zone !== location.zone;
  const values = { place: location.name, zone: style.zone.replaceAll('_', ' ') };
  const own = { zone: location.zone, language: i18n.language };
  return (
    <div className={classes.hint} data-other-zone={isOther || undefined}>
      <Name>{t(isOther ? 'appointments.when.otherZone' : 'appointments.when.zone', values)}</Name>
      {start !== null && <> · {offsetName(start, style)}</>}
      {start !== null && isOther && (
        <>
          {' · '}
          <Name>{t('appointments.when.inPlace', { place: location.name, time: nearTime(start, start, own) })}</Name>
        </>
      )}
    </div>
  );
}

/** A time that the clocks skip, and when it is instead; or one that they show twice, and which is meant. */
export function ClockChange({ when, location, onWhen }: Omit<ClockNotesProps, 'start'>): ReactNode {
  const { t } = useTranslation();
  const style = useTimeStyle(location.zone);
  if (when.kind === 'next') return null;
  const wall = inZone(when, style.zone);
  const resolved = resolveWhen(wall);
  if (resolved === null || resolved.kind === 'exact') return null;
  if (resolved.kind === 'fold') return <FoldChoice when={wall} style={style} onWhen={onWhen} />;
  return (
    <NoteLine tone="warn">
      {t('appointments.when.gap', { wanted: wall.time, shifted: clockTime(resolved.instant, style) })}
    </NoteLine>
  );
}

type FoldChoiceProps = {
  readonly when: WallWhen;
  readonly style: TimeStyle;
  readonly onWhen: (when: WallWhen) => void;
};

function FoldChoice({ when, style, onWhen }: FoldChoiceProps): ReactNode {
  const { t } = useTranslation();
  const offsetOf = (fold: 'earlier' | 'later'): string => {
    const resolved = resolveLocal(`${when.date}T${when.time}`, style.zone, fold);
    return resolved === null ? '' : offsetName(resolved.instant, style);
  };
  return (
    <NoteLine tone="warn">
      {t('appointments.when.fold', { time: when.time })}
      <SegmentedControl
        mt={8}
        size="xs"
        fullWidth
        aria-label={t('appointments.when.fold', { time: when.time })}
        value={when.fold}
        onChange={(fold) => onWhen({ ...when, fold: fold === 'later' ? 'later' : 'earlier' })}
        data={[
          { value: 'earlier', label: t('appointments.when.foldEarlier', { offset: offsetOf('earlier') }) },
          { value: 'later', label: t('appointments.when.foldLater', { offset: offsetOf('later') }) },
        ]}
      />
    </NoteLine>
  );
}
