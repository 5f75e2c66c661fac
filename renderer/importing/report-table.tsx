import { Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Clash, ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import type { ReportWords } from '#shared/importing/report-csv.ts';
import classes from '#renderer/importing/import.module.css';
import { reportWords } from '#renderer/importing/report-words.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

/** The rows that did not become appointments: line, reason, cell, and what is in the way. */
export function ReportTable({ report, limit }: { readonly report: ImportReport; readonly limit: number }): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const words = useMemo(() => reportWords(t, view), [t, view]);
  const hidden = report.rows.length - limit;
  return (
    <div className={classes.report}>
      <table>
        <thead>
          <tr>
            <th>{t('importing.report.line')}</th>
            <th>{t('importing.report.reason')}</th>
            <th>{t('importing.report.value')}</th>
            <th>{t('importing.report.clashes')}</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.slice(0, limit).map((row) => (
            <Row key={row.line} row={row} words={words} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Text fz="sm" c="dimmed" p="sm">
          {t('importing.report.more', { count: hidden })}
        </Text>
      )}
    </div>
  );
}

function Row({ row, words }: { readonly row: ReportRow; readonly words: ReportWords }): ReactNode {
  const { t } = useTranslation();
  const field = row.field === '' ? '' : t(`importing.fields.${row.field}`, { defaultValue: row.field });
  return (
    <tr>
      <td className={classes.lineNumber}>{row.line}</td>
      <td>{words.reason(row.code)}</td>
      <td>
        {field !== '' && (
          <Text span fz="xs" c="dimmed">
            {field}{' '}
          </Text>
        )}
        <bdi>{row.value}</bdi>
      </td>
      <td>{clashTexts(row.clashes, words, t).join(', ')}</td>
    </tr>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function clashTexts(clashes: readonly Clash[], words: ReportWords, t: Translate): readonly string[] {
  const texts = clashes.map(({ line, resourceId }) => {
    const where = resourceId === null ? '' : words.resourceName(resourceId);
    const who = line === null ? t('importing.report.withBooked') : t('importing.report.withLine', { line });
    return where === '' ? who : `${who} (${where})`;
  });
  return [...new Set(texts)];
}
