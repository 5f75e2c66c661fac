import { SegmentedControl } from '@mantine/core';
import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { skippedMonths } from '#shared/scheduling/recurrence/skipped-months.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { type RepeatStart, ruleOf } from '#renderer/appointments/repeat/repeat-form.ts';
import type { Repeat } from '#renderer/appointments/repeat/use-repeat.ts';

type SkippedMonthsChoiceProps = { readonly repeat: Repeat; readonly start: RepeatStart };

const MOST_NAMED = 6;

/** The 29th, 30th and 31st and 29 February: what happens where there is no such day is chosen, not guessed. */
export function SkippedMonthsChoice({ repeat: { form, change }, start }: SkippedMonthsChoiceProps): ReactNode {
  const { t, i18n } = useTranslation();
  if (form.by === 'weekday') return null;
  // How often is usual depends on the answer: it is asked about all that come to mind.
  const isUsual = form.frequency === 'yearly' && form.count === null && form.ends === 'count';
  const byDate = ruleOf({ ...form, by: 'date', ...(isUsual && { ends: 'never' }) }, start);
  const skipped = byDate === null ? null : skippedMonths(byDate, `${start.date}T${start.time}:00`);
  if (skipped === null) return null;
  const shown = skipped.months.slice(0, MOST_NAMED);
  const more = skipped.isMore || skipped.months.length > MOST_NAMED ? [t('appointments.repeat.skipped.more')] : [];
  const list = (names: readonly string[]): string => [...names, ...more].join(t('appointments.repeat.skipped.join'));
  const day = Number(start.date.slice(8));
  const months = list(shown.map((month) => monthName(month, i18n.language)));
  const question = t('appointments.repeat.skipped.text', { day, months });
  const days = list(shown.map((month) => lastDayOf(month, i18n.language)));
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
      <p className={classes.outcome} role="status">
        {form.by === 'date'
          ? t('appointments.repeat.skipped.left')
          : t(`appointments.repeat.skipped.${day === 31 || form.frequency === 'yearly' ? 'instead' : 'everywhere'}`, {
              days,
            })}
      </p>
    </NoteLine>
  );
}

function monthName(month: string, language: string): string {
  const isChinese = language.startsWith('zh');
  const pattern = isChinese ? 'yyyy年M月' : 'MMM yyyy';
  return formatInTimeZone(`${month}-15T12:00:00Z`, 'UTC', pattern, { locale: isChinese ? zhCN : enGB });
}

/** `28 Feb 2027`. */
function lastDayOf(month: string, language: string): string {
  const [year = 0, which = 1] = month.split('-').map(Number);
  const isChinese = language.startsWith('zh');
  const pattern = isChinese ? 'yyyy年M月d日' : 'd MMM yyyy';
  // Day 0 of the next month.
  return formatInTimeZone(Date.UTC(year, which, 0, 12), 'UTC', pattern, { locale: isChinese ? zhCN : enGB });
}
