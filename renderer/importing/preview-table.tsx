import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvTable } from '#shared/importing/csv-table.ts';
import { mappedColumns, type Mapping } from '#shared/importing/mapping.ts';
import classes from '#renderer/importing/import.module.css';

const SHOWN = 5;

/** The first rows as they are, each column with what it will become. */
export function PreviewTable({ table, mapping }: { readonly table: CsvTable; readonly mapping: Mapping }): ReactNode {
  const { t } = useTranslation();
  const uses = Map.groupBy(mappedColumns(mapping), ({ column }) => column);
  return (
    // Scrolled sideways by the arrow keys too, so it takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.preview} tabIndex={0} role="region" aria-label={t('importing.preview')}>
      <table>
        <thead>
          <tr>
            <th className={classes.lineNumber}>{t('importing.report.line')}</th>
            {table.headers.map((header) => (
              <th key={header} title={header}>
                <bdi>{header}</bdi>
                <Use fields={(uses.get(header) ?? []).map(({ field }) => field)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, SHOWN).map(({ line, cells }) => (
            <tr key={line}>
              <td className={classes.lineNumber}>{line}</td>
              {table.headers.map((header, at) => (
                <td key={header} title={cells[at]}>
                  <bdi>{cells[at]}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Use({ fields }: { readonly fields: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const names = [...new Set(fields)].map((field) => t(`importing.fields.${field}`));
  return (
    <span className={classes.use} data-unused={names.length === 0 || undefined}>
      {names.length === 0 ? t('importing.notUsed') : names.join(', ')}
    </span>
  );
}
