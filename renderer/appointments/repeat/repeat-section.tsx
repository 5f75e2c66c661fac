import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { frequencies } from '#shared/scheduling/recurrence/rule.ts';
import type { Instant } from '#shared/time/instant.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { EndFields } from '#renderer/appointments/repeat/end-fields.tsx';
import { PreviewNotes } from '#renderer/appointments/repeat/preview-notes.tsx';
import { RhythmFields } from '#renderer/appointments/repeat/rhythm-fields.tsx';
import { SkippedMonthsChoice } from '#renderer/appointments/repeat/skipped-months-choice.tsx';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import type { Repeat } from '#renderer/appointments/repeat/use-repeat.ts';

type RepeatSectionProps = {
  readonly repeat: Repeat;
  readonly now: Instant;
  /** Why there is no series yet, where a service or a time is missing. */
  readonly isUnready: boolean;
};

/** Whether and how the visit repeats, in words, with every date as it would be. */
export function RepeatSection({ repeat, now, isUnready }: RepeatSectionProps): ReactNode {
  const { t } = useTranslation();
  const { form, start, change } = repeat;
  const { shownZone } = useSyncExternalStore(timelineSettings.subscribe, timelineSettings.get);
  return (
    <div className={classes.section}>
      <div>
        <div className={classes.label}>{t('appointments.repeat.label')}</div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('appointments.repeat.label')}
          value={form.frequency ?? 'once'}
          onChange={(value) => change({ frequency: frequencies.find((one) => one === value) ?? null })}
          data={[
            { value: 'once', label: t('appointments.repeat.once') },
            ...frequencies.map((value) => ({ value, label: t(`appointments.repeat.every.${value}`) })),
          ]}
        />
      </div>
      {form.frequency !== null && isUnready && <NoteLine tone="info">{t('appointments.repeat.unready')}</NoteLine>}
      {form.frequency !== null && start !== null && (
        <>
          {shownZone !== null && shownZone !== start.zone && (
            <NoteLine tone="info">
              {t('appointments.repeat.ownClock', { zone: start.zone.replaceAll('_', ' ') })}
            </NoteLine>
          )}
          <RhythmFields form={form} start={start} onChange={change} />
          <SkippedMonthsChoice repeat={repeat} start={start} />
          <EndFields form={form} start={start} now={now} onChange={change} />
          <PreviewNotes repeat={repeat} start={start} now={now} />
        </>
      )}
    </div>
  );
}
