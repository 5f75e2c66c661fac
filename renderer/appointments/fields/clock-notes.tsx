import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { resolveWhen, type When } from '#renderer/appointments/booking/booking-form.ts';
import { clockTime, offsetName } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { Name } from '#renderer/ui/person-name.tsx';

type ClockNotesProps = {
  readonly when: When;
  readonly start: Instant | null;
  readonly location: Location;
  readonly onWhen: (when: When) => void;
};

/** Whose clock the time is read on; and what a change of the clocks does to it. */
export function ClockNotes({ when, start, location, onWhen }: ClockNotesProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { zone } = location;
  const style = { zone, language: i18n.language };
  const kind = resolveWhen(when, zone)?.kind ?? 'exact';
  return (
    <>
      <div className={classes.hint}>
        <Name>{t('appointments.when.zone', { place: location.name, zone: zone.replaceAll('_', ' ') })}</Name>
        {start !== null && <> · {offsetName(start, style)}</>}
      </div>
      {kind === 'gap' && when.kind === 'wall' && start !== null && (
        <NoteLine tone="warn">
          {t('appointments.when.gap', { wanted: when.time, shifted: clockTime(start, style) })}
        </NoteLine>
      )}
      {kind === 'fold' && when.kind === 'wall' && <FoldChoice when={when} style={style} onWhen={onWhen} />}
    </>
  );
}

type FoldChoiceProps = {
  readonly when: Extract<When, { kind: 'wall' }>;
  readonly style: { readonly zone: Location['zone']; readonly language: string };
  readonly onWhen: (when: When) => void;
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
