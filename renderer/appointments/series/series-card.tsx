import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isStanding, wasAdopted } from '#shared/commands/series/standing-visit.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { isExpected } from '#shared/scheduling/appointment-status.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { dayWithTime, longDate } from '#renderer/appointments/format-time.ts';
import { placeInSeries, type SeriesDate, seriesDates, turnOf } from '#renderer/appointments/series/series-dates.ts';
import { seriesFamily } from '#renderer/appointments/series/series-family.ts';
import { seriesWords } from '#renderer/appointments/series/series-words.ts';
import classes from '#renderer/appointments/series/series.module.css';
import { useDesk, useDocument } from '#renderer/replica/desk-context.tsx';
import { VirtualList } from '#renderer/ui/virtual-list.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

type SeriesCardProps = {
  readonly appointment: Appointment;
  readonly onOpenAppointment: ((appointmentId: string) => void) | undefined;
};

/** For an occurrence: its series in words, which one of it this is, and all the others. */
export function SeriesCard({ appointment, onOpenAppointment }: SeriesCardProps): ReactNode {
  const series = useDocument('series', appointment.occurrence?.seriesId ?? null);
  // Kept out here: a visit and its series do not arrive in the same breath, and the dates stay as they were opened.
  const [isOpen, setIsOpen] = useState(false);
  if (series === null) return null;
  const opening = { isOpen, onToggle: () => setIsOpen(!isOpen) };
  return <Card series={series} appointment={appointment} onOpenAppointment={onOpenAppointment} {...opening} />;
}

type CardProps = SeriesCardProps & {
  readonly series: BookedSeries;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

const ROW = 32;
const MOST_ROWS = 9;

function Card({ series, appointment, onOpenAppointment, isOpen, onToggle }: CardProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const now = useNow(60_000);
  const revision = useSyncExternalStore(
    view.subscribe,
    () => `${view.collectionRevision('appointments')} ${view.collectionRevision('series')}`,
  );
  // The revision stands for what is in the view, which is changed in place.
  const all = useMemo(
    () => seriesDates(seriesFamily(series, view.all('series')), view, now),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [series, view, now, revision],
  );
  const place = placeInSeries(all, appointment.id);
  const turn = turnOf(all, series.id);
  const style = useTimeStyle(series.zone);
  const words = seriesWords(series, style, turn !== null);
  const ownWay = ownWayOf(appointment, series, now);
  const isUnreserved = appointment.version === 0 && appointment.start >= series.claimedUntil;
  return (
    <section className={classes.card} aria-label={t('appointments.series.card.label')}>
      <div className={classes.cardHead}>
        <IconRepeat size={16} stroke={1.9} aria-hidden />
        <span className={classes.cardWords}>{words === '' ? t('appointments.series.card.dates') : words}</span>
        {place !== null && (
          <span className={classes.place}>
            {all.isAll
              ? t('appointments.series.card.ofAll', { place, count: all.dates.length })
              : t('appointments.series.card.ofMany', { place })}
          </span>
        )}
      </div>
      {turn !== null && (
        <p className={classes.staying}>
          {t(`appointments.series.card.${turn.kind}`, { date: longDate(turn.at, style), count: turn.count })}
        </p>
      )}
      {ownWay !== null && <p className={classes.staying}>{t(`appointments.series.card.${ownWay}`)}</p>}
      {isUnreserved && <p className={classes.staying}>{t('appointments.series.card.unreserved')}</p>}
      <Button
        type="button"
        size="compact-xs"
        variant="subtle"
        aria-expanded={isOpen}
        onClick={onToggle}
        className={classes.allDates}
      >
        {t(isOpen ? 'appointments.series.card.hide' : 'appointments.series.card.show')}
      </Button>
      {isOpen && (
        <div className={classes.list} style={{ height: Math.min(all.dates.length, MOST_ROWS) * ROW }}>
          <VirtualList
            items={all.dates}
            rowHeight={ROW}
            keyOf={(date) => `${date.seriesId} ${date.recurrenceId}`}
            label={t('appointments.series.card.show')}
          >
            {(date) => (
              <DateButton
                date={date}
                zone={series.zone}
                isCurrent={date.appointmentId === appointment.id}
                onOpen={onOpenAppointment}
              />
            )}
          </VirtualList>
        </div>
      )}
    </section>
  );
}

/** What a change of the series means for a visit that is not just what its rule says. */
function ownWayOf(appointment: Appointment, series: BookedSeries, now: Instant): 'own' | 'first' | 'madeOf' | null {
  if (appointment.version === 0) return null;
  if (!wasAdopted(appointment, series)) return 'own';
  const isStill = isExpected(appointment) && appointment.displacement === null;
  if (!isStill || appointment.start <= now) return 'madeOf';
  return isStanding(appointment, series) ? 'first' : 'own';
}

type DateButtonProps = {
  readonly date: SeriesDate;
  readonly zone: ZoneId;
  readonly isCurrent: boolean;
  readonly onOpen: SeriesCardProps['onOpenAppointment'];
};

function DateButton({ date, zone, isCurrent, onOpen }: DateButtonProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const style = useTimeStyle(zone);
  return (
    <button
      type="button"
      className={classes.dateButton}
      aria-current={isCurrent || undefined}
      data-state={date.state}
      onClick={() => onOpen?.(date.appointmentId)}
    >
      <span className={classes.dateWhen}>{dayWithTime(date.start, desk.now(), style)}</span>
      <span className={classes.dateState}>{t(`appointments.series.state.${date.state}`)}</span>
    </button>
  );
}
