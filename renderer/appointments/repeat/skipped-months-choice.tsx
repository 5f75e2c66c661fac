import { SegmentedControl } from '@mantine/core';
import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { skippedMonths } from '#shared/scheduling/recurrence/skipped-months.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import { type RepeatStart, ruleOf } from '#renderer/appointments/repeat/repeat-form.ts';
import type { Repeat } from '#renderer/appointments/repeat/use-repeat.ts';

type SkippedMonthsChoiceProps = { readonly repeat: Repeat; readonly start: RepeatStart };

const MOST_NAMED = 6;

/** The 29th, 30th and 31st and 29 February: what happens where there is no such day is chosen, not guessed. */
export function SkippedMonthsChoice({ repeat: { form, change }, start }: SkippedMonthsChoiceProps): ReactNode {
  const { t, i18n } = useTranslation();
  if (form.by === 'weekday') return null;
  const byDate = ruleOf({ ...form, by: 'date', ends: 'never' }, start);
  const skipped = byDate === null ? null : skippedMonths(byDate, `${start.date}T${start.time}:00`);
  if (skipped === null) return null;
  const names = skipped.months.slice(0, MOST_NAMED).map((month) => monthName(month, i18n.language));
  const more = skipped.months.length > MOST_NAMED ? [t('appointments.repeat.skipped.more')] : [];
  const question = t('appointments.repeat.skipped.text', {
    day: Number(start.date.slice(8)),
    months: [...names, ...more].join(t('appointments.repeat.skipped.join')),
  });
  return (
    <NoteLine tone="warn">
      {question}
      <SegmentedControl
        mt={8}
        size="xs"
        fullWidth
        aria-label={question}
        value={form.by}
        onChange={(by) => change({ by: by === 'last-day' ? 'last-day' : 'date' })}
        data={[
          { value: 'date', label: t('appointments.repeat.skipped.skip') },
          { value: 'last-day', label: t('appointments.repeat.skipped.lastDay') },
        ]}
      />
    </NoteLine>
  );
}

function monthName(month: string, language: string): string {
  const isChinese = language.startsWith('zh');
  const pattern = isChinese ? 'yyyy年M月' : 'MMM yyyy';
  return formatInTimeZone(`${month}-15T12:00:00Z`, 'UTC', pattern, { locale: isChinese ? zhCN : enGB });
}
