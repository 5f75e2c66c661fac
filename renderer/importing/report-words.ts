import type { TFunction } from 'i18next';
import { rowRefusalCodes } from '#shared/importing/import-plan.ts';
import type { ReportRow } from '#shared/importing/import-report.ts';
import type { ReportWords } from '#shared/importing/report-csv.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { formatSpan, formatTime } from '#renderer/ui/format-time.ts';

export type ReportPlace = { readonly world: World; readonly zone: ZoneId; readonly language: string };

/** The report in the reader's language, on the screen and in the downloaded file. */
export function reportWords(t: TFunction, { world, zone, language }: ReportPlace): ReportWords {
  return {
    headers: [
      t('importing.report.line'),
      t('importing.report.outcome'),
      t('importing.report.reason'),
      t('importing.report.field'),
      t('importing.report.value'),
      t('importing.report.time'),
      t('importing.report.clashLines'),
      t('importing.report.clashes'),
    ],
    outcome: (outcome) => t(`importing.report.outcomes.${outcome}`),
    reason: (code) => reasonText(code, t),
    note: ({ code }) => t(`importing.report.notes.${code}`),
    time: ({ start, end }) =>
      `${formatTime(start, zone, { style: 'day', language })} ${formatSpan(start, end, { zone, language })}`,
    resourceName: (id) => world.find('resources', id)?.name ?? '',
  };
}

function reasonText(code: ReportRow['code'], t: TFunction): string {
  if (code === 'not-sent') return t('importing.report.notSentReason');
  const isOfRow = rowRefusalCodes.some((one) => one === code);
  return t(isOfRow ? `importing.refusal.${code}` : `refusal.${code}`);
}
