import { ActionIcon, Badge, Loader, Text, Tooltip } from '@mantine/core';
import { IconCalendarEvent, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFile } from '#shared/calendars/read-calendar.ts';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import type { OpenCalendar } from '#renderer/importing/calendar/calendar-state.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import { EventTable } from '#renderer/importing/calendar/event-table.tsx';
import type { TitlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { TargetFields } from '#renderer/importing/calendar/target-fields.tsx';
import type { ReviewedCalendar } from '#renderer/importing/calendar/use-review.ts';
import { zoneLabel } from '#renderer/settings/zones.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Props = {
  readonly session: CalendarSession;
  readonly calendar: OpenCalendar;
  /** Undefined until it was counted, and while nobody said whose it is. */
  readonly reviewed: ReviewedCalendar | undefined;
  readonly titles: TitlesInFiles;
};

/** One file: what it is, where it goes, and each of its events. */
export function CalendarCard({ session, calendar, reviewed, titles }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const { file, fileName, resourceId } = calendar;
  const name = withoutOverrides(fileName);
  return (
    <section className={classes.card} aria-label={name}>
      <header className={classes.cardHead}>
        <IconCalendarEvent size={22} stroke={1.5} aria-hidden />
        <Text fw={600}>{name}</Text>
        {file.name !== '' && (
          <Text fz="sm" c="dimmed">
            {t('importing.calendar.named', { name: withoutOverrides(file.name) })}
          </Text>
        )}
        <Badge variant="default" tt="none" fw={500}>
          {t('importing.calendar.events', { count: file.series.length })}
        </Badge>
        {reviewed !== undefined && (
          <Text fz="xs" c="dimmed" ms="auto">
            {t('importing.calendar.zone', { zone: zoneLabel(reviewed.target.location.zone, i18n.language) })}
          </Text>
        )}
        <Tooltip label={t('importing.calendar.close')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            ms={reviewed === undefined ? 'auto' : 0}
            aria-label={t('importing.calendar.closeFile', { file: name })}
            onClick={() => session.close(calendar.runId)}
          >
            <IconX size={17} />
          </ActionIcon>
        </Tooltip>
      </header>
      <TargetFields session={session} calendar={calendar} />
      <FileNotes file={file} />
      {resourceId === null && (
        <Text fz="sm" c="var(--fd-warn)">
          {t('importing.calendar.needsWhose')}
        </Text>
      )}
      {resourceId !== null && reviewed === undefined && <Loader size="sm" />}
      {resourceId !== null && reviewed !== undefined && (
        <EventTable session={session} reviewed={reviewed} titles={titles} />
      )}
    </section>
  );
}

const SHOWN_PROBLEMS = 4;

/** What of the file could not be read, and what is no event. */
function FileNotes({ file: { problems, passedOver } }: { readonly file: CalendarFile }): ReactNode {
  const { t } = useTranslation();
  const others = Object.values(passedOver).reduce((sum, count) => sum + count, 0);
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const hidden = problems.length - SHOWN_PROBLEMS;
  if (problems.length === 0 && others === 0) return null;
  return (
    <ul className={classes.notes}>
      {sorted.slice(0, SHOWN_PROBLEMS).map(({ line, code, at }) => (
        <li key={`${line} ${code}`}>
          {t('importing.calendar.line', { line })}: {t(`importing.calendar.problem.${code}`)}{' '}
          {at !== '' && <code>{withoutOverrides(at)}</code>}
        </li>
      ))}
      {hidden > 0 && <li>{t('importing.calendar.moreProblems', { count: hidden })}</li>}
      {others > 0 && <li>{t('importing.calendar.passedOver', { count: others })}</li>}
    </ul>
  );
}
