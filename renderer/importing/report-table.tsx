import { Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Clash, ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { ReportWords } from '#shared/importing/report-csv.ts';
import classes from '#renderer/importing/import.module.css';
import { reportWords } from '#renderer/importing/report-words.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

type Props = { readonly report: ImportReport; readonly zone: ZoneId; readonly limit: number };

/** The rows that did not become appointments: line, time, reason, cell, and what is in the way. */
export function ReportTable({ report, zone, limit }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const words = useMemo(
    () => reportWords(t, { world: view, zone, language: i18n.language }),
    [t, view, zone, i18n.language],
  );
  const hidden = report.rows.length - limit;
  return (
    <div className={classes.report}>
      <table>
        <thead>
          <tr>
            <th>{t('importing.report.line')}</th>
            <th>{t('importing.report.time')}</th>
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
      <td className="tabular">{row.time === null ? '' : words.time(row.time)}</td>
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
  const texts = clashes.map(({ line, resourceId, start, end }) => {
    const where = resourceId === null ? '' : words.resourceName(resourceId);
    const who = line === null ? t('importing.report.withBooked') : t('importing.report.withLine', { line });
    const what = [where, start === null || end === null ? '' : words.time({ start, end })].filter(
      (part) => part !== '',
    );
    return what.length === 0 ? who : `${who} (${what.join(', ')})`;
  });
  return [...new Set(texts)];
}
