import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconCalendarTime, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { leftOutToCsv } from '#shared/importing/calendar/left-out-csv.ts';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import type { CalendarState, FileReport } from '#renderer/importing/calendar/calendar-state.ts';
import { LeftOutTable } from '#renderer/importing/calendar/left-out-table.tsx';
import { useLeftOutWords } from '#renderer/importing/calendar/use-left-out-words.ts';
import { useShowImported } from '#renderer/importing/calendar/use-show-imported.ts';
import { Count } from '#renderer/importing/count.tsx';
import { downloadText } from '#renderer/importing/download-text.ts';
import classes from '#renderer/importing/import.module.css';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Props = { readonly session: CalendarSession; readonly state: Extract<CalendarState, { step: 'report' }> };

/** What became of each file. */
export function CalendarReportStep({ session, state: { reports, stopped } }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2}>{t('importing.report.title')}</Title>
      {stopped !== null && (
        <Alert color="yellow">{t(stopped === 'disk' ? 'importing.run.diskFull' : 'importing.calendar.stopped')}</Alert>
      )}
      {reports.map((report) => (
        <OneReport key={report.fileName + report.target.resource.id} report={report} />
      ))}
      <Group pb={32}>
        <Button variant="default" onClick={() => session.reset()}>
          {t('importing.report.another')}
        </Button>
      </Group>
    </>
  );
}

function OneReport({ report: one }: { readonly report: FileReport }): ReactNode {
  const { t } = useTranslation();
  const { fileName, target, report, inInbox } = one;
  const words = useLeftOutWords(one);
  const show = useShowImported(one);
  const name = withoutOverrides(fileName);
  const download = (): void =>
    downloadText(
      `${name.replace(/\.\w+$/, '')} - ${t('importing.report.fileName')}.csv`,
      leftOutToCsv(report.rows, words),
    );
  return (
    <section className={classes.panel} style={{ maxWidth: 'none' }} aria-label={name}>
      <Text>
        <b>{name}</b> → {withoutOverrides(target.resource.name)}
      </Text>
      <div className={classes.counts} role="status">
        <Count value={report.imported} text={t('importing.calendar.done.imported')} tone="good" />
        <Count value={report.alreadyThere} text={t('importing.calendar.count.here')} tone="plain" />
        {report.absent > 0 && <Count value={report.absent} text={t('importing.calendar.count.absent')} tone="plain" />}
        <Count value={report.leftOut} text={t('importing.calendar.done.leftOut')} tone="bad" />
        {report.skipped > 0 && (
          <Count value={report.skipped} text={t('importing.calendar.count.skipped')} tone="plain" />
        )}
        {report.notSent > 0 && <Count value={report.notSent} text={t('importing.report.notSent')} tone="warn" />}
      </div>
      {inInbox > 0 && <Text fz="sm">{t('importing.calendar.done.inInbox', { count: inInbox })}</Text>}
      {report.rows.length === 0 && (
        <Group gap="xs" c="var(--fd-good)">
          <IconCircleCheck size={20} aria-hidden />
          <Text>{t('importing.calendar.done.all')}</Text>
        </Group>
      )}
      <Group>
        {report.rows.length > 0 && (
          <Button variant="default" leftSection={<IconDownload size={17} />} onClick={download}>
            {t('importing.report.download')}
          </Button>
        )}
        {show !== null && (
          <Button leftSection={<IconCalendarTime size={17} />} onClick={show}>
            {t('importing.report.toTimeline')}
          </Button>
        )}
      </Group>
      {report.rows.length > 0 && <LeftOutTable rows={report.rows} words={words} />}
    </section>
  );
}
