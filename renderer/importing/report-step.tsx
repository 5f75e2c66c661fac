import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconCalendarTime, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { firstImported } from '#shared/importing/first-imported.ts';
import { reportToCsv } from '#shared/importing/report-csv.ts';
import { Count } from '#renderer/importing/count.tsx';
import { createdText } from '#renderer/importing/created-text.ts';
import { downloadText } from '#renderer/importing/download-text.ts';
import type { ImportSession } from '#renderer/importing/import-session.ts';
import type { ImportState } from '#renderer/importing/import-state.ts';
import classes from '#renderer/importing/import.module.css';
import { ReportTable } from '#renderer/importing/report-table.tsx';
import { reportWords } from '#renderer/importing/report-words.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';

type Done = Extract<ImportState, { step: 'report' }>;

export function ReportStep({ session, state }: { readonly session: ImportSession; readonly state: Done }): ReactNode {
  const { t, i18n } = useTranslation();
  const { report, stopped } = state;
  const created = createdText(report, t, i18n.language);
  return (
    <>
      <section className={classes.panel} style={{ maxWidth: 'none' }}>
        <Title order={2}>{t('importing.report.title')}</Title>
        {stopped !== null && (
          <Alert color="yellow">{t(stopped === 'disk' ? 'importing.run.diskFull' : 'importing.run.stopped')}</Alert>
        )}
        <div className={classes.counts} role="status">
          <Count value={report.imported} text={t('importing.report.imported')} tone="good" />
          <Count value={report.alreadyThere} text={t('importing.report.alreadyThere')} tone="plain" />
          <Count value={report.conflicts} text={t('importing.report.conflicts')} tone="warn" />
          <Count value={report.refused} text={t('importing.report.refused')} tone="bad" />
          {report.notSent > 0 && <Count value={report.notSent} text={t('importing.report.notSent')} tone="warn" />}
        </div>
        {created !== '' && <Text fz="sm">{t('importing.report.created', { what: created })}</Text>}
        {report.notes.length > 0 && (
          <Text fz="sm" c="dimmed">
            {t('importing.report.shifted', { count: report.notes.length })}
          </Text>
        )}
        {report.setUpRefusals.length > 0 && (
          <Alert color="red">
            {t('importing.report.setUp', {
              what: report.setUpRefusals.map(({ code }) => t(`refusal.${code}`)).join(' '),
            })}
          </Alert>
        )}
        {report.rows.length === 0 && (
          <Group gap="xs" c="var(--fd-good)">
            <IconCircleCheck size={20} aria-hidden />
            <Text>{t('importing.report.all')}</Text>
          </Group>
        )}
        <Beyond state={state} />
        <Buttons session={session} state={state} />
      </section>
      {report.rows.length > 0 && <ReportTable report={report} zone={state.zone} limit={200} />}
    </>
  );
}

/** Rows that were booked on days that no desk carries with it. */
function Beyond({ state: { plan, report } }: { readonly state: Done }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const here = plan.rows.filter(({ appointmentId }) => view.find('appointments', appointmentId) !== null).length;
  const beyond = report.imported + report.alreadyThere - here;
  if (beyond <= 0) return null;
  return (
    <Text fz="sm" c="dimmed">
      {t('importing.report.beyond', { count: beyond })}
    </Text>
  );
}

function Buttons({ session, state }: { readonly session: ImportSession; readonly state: Done }): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const { onTimeline } = useShell();
  const { report, plan, file, zone } = state;
  const download = (): void => {
    const csv = reportToCsv(report, reportWords(t, { world: view, zone, language: i18n.language }));
    downloadText(`${file.name.replace(/\.\w+$/, '')} - ${t('importing.report.fileName')}.csv`, csv);
  };
  const first = firstImported(plan, report);
  return (
    <Group>
      <Button variant="default" onClick={() => session.reset()}>
        {t('importing.report.another')}
      </Button>
      {report.rows.length > 0 && (
        <Button variant="default" leftSection={<IconDownload size={17} />} onClick={download}>
          {t('importing.report.download')}
        </Button>
      )}
      {first !== undefined && (
        <Button
          leftSection={<IconCalendarTime size={17} />}
          onClick={() => {
            const { appointmentId, locationId, start, resourceIds } = first.intent.input;
            const place = { locationId, start, resourceIds, zone: view.find('locations', locationId)?.zone ?? zone };
            onTimeline((timeline) => timeline.showAppointment(appointmentId, place));
          }}
        >
          {t('importing.report.toTimeline')}
        </Button>
      )}
    </Group>
  );
}
