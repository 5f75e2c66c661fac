import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_OCCURRENCES } from '#shared/scheduling/recurrence/limits.ts';
import type { Instant } from '#shared/time/instant.ts';
import { addDays, dayInterval, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { longDate, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { BulkChoice } from '#renderer/appointments/repeat/bulk-choice.tsx';
import { DateList } from '#renderer/appointments/repeat/date-list.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import type { Dates } from '#renderer/appointments/repeat/use-dates.ts';

type DatesPreviewProps = {
  readonly dates: Dates;
  readonly style: TimeStyle;
  readonly now: Instant;
  /** In pixels, at most. */
  readonly height?: number;
};

/** What each date meets, with one answer for all that are taken, and why there are none. */
export function DatesPreview({ dates, style, now, height = 340 }: DatesPreviewProps): ReactNode {
  const { t } = useTranslation();
  const { preview, far, knownUntil } = dates.shown;
  if (preview?.kind === 'refused') return <NoteLine tone="bad">{t(`refusal.${preview.refusal.code}`)}</NoteLine>;
  if (dates.dates.length === 0) return null;
  const isMore = preview?.kind === 'dates' && preview.isMore;
  return (
    <>
      <BulkChoice repeat={dates} state="clash" style={style} now={now} />
      <BulkChoice repeat={dates} state="holiday" style={style} now={now} />
      <BulkChoice repeat={dates} state="closure" style={style} now={now} />
      <BulkChoice repeat={dates} state="closed" style={style} now={now} />
      <DateList repeat={dates} style={style} now={now} height={height} />
      {isMore && <p className={classes.hint}>{t('appointments.repeat.more', { count: MOST_OCCURRENCES })}</p>}
      {far.state !== 'all' && (
        <p className={classes.hint} role="status">
          {t(`appointments.repeat.far.${far.state}`, { date: longDate(lastWholeDay(knownUntil, style.zone), style) })}
        </p>
      )}
    </>
  );
}

function lastWholeDay(until: Instant, zone: ZoneId): Instant {
  return dayInterval(addDays(localDate(until, zone), -1), zone).start;
}
