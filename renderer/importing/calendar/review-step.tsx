import { Button, Loader, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventState } from '#shared/importing/calendar/review-calendar.ts';
import { CalendarCard } from '#renderer/importing/calendar/calendar-card.tsx';
import { CalendarFaults } from '#renderer/importing/calendar/calendar-faults.tsx';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import type { CalendarState } from '#renderer/importing/calendar/calendar-state.ts';
import { comesIn } from '#renderer/importing/calendar/event-row.tsx';
import { titlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { type Review, useReview } from '#renderer/importing/calendar/use-review.ts';
import { Count } from '#renderer/importing/count.tsx';
import classes from '#renderer/importing/import.module.css';

type Props = { readonly session: CalendarSession; readonly state: Extract<CalendarState, { step: 'review' }> };

/** Every event before anything is written: what comes in, what is here, what cannot come and why. */
export function ReviewStep({ session, state: { calendars, faults } }: Props): ReactNode {
  const review = useReview(calendars);
  const titles = useMemo(
    () => titlesInFiles([...review.calendars.values()].map(({ plan }) => plan)),
    [review.calendars],
  );
  return (
    <>
      <CalendarFaults faults={faults} />
      {calendars.map((calendar) => (
        <CalendarCard
          key={calendar.runId}
          session={session}
          calendar={calendar}
          reviewed={review.calendars.get(calendar.runId)}
          titles={titles}
        />
      ))}
      <ReviewFoot
        session={session}
        review={review}
        isWaiting={calendars.some(({ resourceId }) => resourceId === null)}
      />
    </>
  );
}

type FootProps = { readonly session: CalendarSession; readonly review: Review; readonly isWaiting: boolean };

function ReviewFoot({ session, review, isWaiting }: FootProps): ReactNode {
  const { t } = useTranslation();
  const all = [...review.calendars.values()].flatMap(({ events, calendar }) =>
    events.map((event) => ({ event, isSkipped: calendar.skipped.has(event.item.line) })),
  );
  const refusals = [...review.calendars.values()].reduce((sum, { plan }) => sum + plan.refusals.length, 0);
  const coming = all.filter(({ event, isSkipped }) => comesIn(event) && !isSkipped);
  const count = (state: EventState): number => all.filter(({ event }) => event.state === state).length;
  const isNew = coming.filter(({ event }) => event.state === 'new').length;
  return (
    <footer className={classes.foot} aria-busy={review.isCounting}>
      <div className={classes.counts} role="status">
        <Count value={isNew} text={t('importing.calendar.count.new')} tone="good" />
        {coming.length > isNew && (
          <Count value={coming.length - isNew} text={t('importing.calendar.count.changed')} tone="good" />
        )}
        <Count value={count('here')} text={t('importing.calendar.count.here')} tone="plain" />
        {count('absent') > 0 && (
          <Count value={count('absent')} text={t('importing.calendar.count.absent')} tone="plain" />
        )}
        <Count value={count('clash')} text={t('importing.calendar.count.clash')} tone="warn" />
        <Count value={count('refused') + refusals} text={t('importing.calendar.count.refused')} tone="bad" />
        {all.some(({ isSkipped }) => isSkipped) && (
          <Count
            value={all.filter(({ isSkipped }) => isSkipped).length}
            text={t('importing.calendar.count.skipped')}
            tone="plain"
          />
        )}
      </div>
      <Text fz="xs" c="dimmed" style={{ flex: '1 1 220px' }}>
        {t(isWaiting ? 'importing.calendar.waiting' : 'importing.dryRun.hint')}
      </Text>
      {review.isCounting && <Loader size="sm" />}
      <Button variant="default" onClick={() => session.reset()}>
        {t('importing.calendar.cancel')}
      </Button>
      <Button
        size="md"
        disabled={coming.length === 0 || isWaiting || review.isCounting}
        onClick={() => session.start()}
      >
        {coming.length === 0
          ? t('importing.calendar.nothing')
          : t('importing.calendar.start', { count: coming.length })}
      </Button>
    </footer>
  );
}
