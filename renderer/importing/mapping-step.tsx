import { Alert, Badge, Button, List, Text, Title } from '@mantine/core';
import { IconEye, IconFileSpreadsheet } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DryRunFoot } from '#renderer/importing/dry-run-foot.tsx';
import type { ImportSession } from '#renderer/importing/import-session.ts';
import type { ImportState } from '#renderer/importing/import-state.ts';
import classes from '#renderer/importing/import.module.css';
import { MappingForm } from '#renderer/importing/mapping-form.tsx';
import { PreviewTable } from '#renderer/importing/preview-table.tsx';
import { ReportTable } from '#renderer/importing/report-table.tsx';
import { useDryRun } from '#renderer/importing/use-dry-run.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Props = { readonly session: ImportSession; readonly state: Extract<ImportState, { step: 'map' }> };

export function MappingStep({ session, state }: Props): ReactNode {
  const { t } = useTranslation();
  const { file, mapping, doubts } = state;
  const report = useDryRun(state);
  return (
    <>
      <div className={classes.fileLine}>
        <IconFileSpreadsheet size={22} stroke={1.5} aria-hidden />
        <Text fw={600}>{withoutOverrides(file.name)}</Text>
        <Badge variant="default" tt="none" fw={500}>
          {t('importing.rows', { count: file.table.rows.length })}
        </Badge>
        <Button variant="subtle" size="compact-sm" onClick={() => session.reset()}>
          {t('importing.another')}
        </Button>
      </div>
      {doubts.length > 0 && (
        <Alert color="yellow" variant="light" icon={<IconEye size={18} />} title={t('importing.doubts.title')}>
          <List size="sm">
            {doubts.map((doubt) => (
              <List.Item key={doubt}>{t(`importing.doubts.${doubt}`)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <section>
        <Title order={2} mb="xs">
          {t('importing.preview')}
        </Title>
        <PreviewTable table={file.table} mapping={mapping} />
      </section>
      <section>
        <Title order={2} mb="xs">
          {t('importing.meaning')}
        </Title>
        <MappingForm table={file.table} mapping={mapping} onChange={(next) => session.change(next)} />
      </section>
      {report !== null && report.rows.length > 0 && (
        <section>
          <Title order={2} mb="xs">
            {t('importing.dryRun.details')}
          </Title>
          <ReportTable report={report} zone={mapping.zone} limit={20} />
        </section>
      )}
      <DryRunFoot report={report} onStart={() => session.start()} />
    </>
  );
}
