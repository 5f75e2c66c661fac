import { Button, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from '#shared/importing/import-report.ts';
import { Count } from '#renderer/importing/count.tsx';
import { createdText } from '#renderer/importing/created-text.ts';
import classes from '#renderer/importing/import.module.css';

/** What would happen, and the button that makes it happen. */
export function DryRunFoot({
  report,
  onStart,
}: {
  readonly report: ImportReport | null;
  readonly onStart: () => void;
}): ReactNode {
  const { t, i18n } = useTranslation();
  if (report === null) {
    return (
      <footer className={classes.foot} aria-busy>
        <Loader size="sm" />
        <Text c="dimmed">{t('importing.dryRun.counting')}</Text>
      </footer>
    );
  }
  const created = createdText(report, t, i18n.language);
  return (
    <footer className={classes.foot}>
      <div className={classes.counts} role="status">
        <Count value={report.imported} text={t('importing.dryRun.will')} tone="good" />
        <Count value={report.alreadyThere} text={t('importing.dryRun.already')} tone="plain" />
        <Count value={report.conflicts} text={t('importing.dryRun.conflicts')} tone="warn" />
        <Count value={report.refused} text={t('importing.dryRun.refused')} tone="bad" />
      </div>
      <Text fz="xs" c="dimmed" style={{ flex: '1 1 220px' }}>
        {created !== '' && `${t('importing.dryRun.creates', { what: created })} `}
        {t('importing.dryRun.hint')}
      </Text>
      {report.imported + report.conflicts + report.alreadyThere > 0 ? (
        <Button size="md" onClick={onStart}>
          {t('importing.dryRun.start', { count: report.rowCount - report.refused })}
        </Button>
      ) : (
        <Text fw={500}>{t('importing.dryRun.nothing')}</Text>
      )}
    </footer>
  );
}
