import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOut } from '#shared/importing/calendar/calendar-report.ts';
import type { LeftOutWords } from '#shared/importing/calendar/left-out-csv.ts';
import classes from '#renderer/importing/import.module.css';
import { Name } from '#renderer/ui/person-name.tsx';

type Props = { readonly rows: readonly LeftOut[]; readonly words: LeftOutWords };

const SHOWN = 100;

/** What did not come in, and why. */
export function LeftOutTable({ rows, words }: Props): ReactNode {
  const { t } = useTranslation();
  const hidden = rows.length - SHOWN;
  return (
    <div className={classes.report} style={{ marginBottom: 0 }}>
      <table>
        <thead>
          <tr>
            {words.headers.map((header) => (
              <th key={header}>{header}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row, index) => (
            // Several dates of one event have one line.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${row.line} ${index}`}>
              <td className={classes.lineNumber}>{row.line}</td>
              <td>
                <Name>{row.summary}</Name>
              </td>
              <td className="tabular">{words.time(row)}</td>
              <td>{words.reason(row)}</td>
              <td>
                <Name>{row.at}</Name>
              </td>
              <td>{words.inTheWay(row)}</td>
            </tr>
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
