import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOutWords } from '#shared/importing/calendar/left-out-csv.ts';
import type { FileReport } from '#renderer/importing/calendar/calendar-state.ts';
import { calendarRefusalTexts } from '#renderer/importing/calendar/calendar-refusal-texts.ts';
import { spanWords } from '#renderer/importing/calendar/event-words.ts';
import { inTheWay, titlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';

/** The report in the reader's language, on the screen and in the downloaded file. */
export function useLeftOutWords({ plan, target }: Pick<FileReport, 'plan' | 'target'>): LeftOutWords {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const { zone } = target.location;
  const { language } = i18n;
  return useMemo(() => {
    const titles = titlesInFiles([plan]);
    return {
      headers: [
        t('importing.report.line'),
        t('importing.calendar.title'),
        t('importing.report.time'),
        t('importing.report.reason'),
        t('importing.calendar.value'),
        t('importing.report.clashes'),
      ],
      time: ({ time }) => (time === null ? '' : spanWords(time, { zone, language, t })),
      reason: ({ code }) => {
        if (code === 'not-sent') return t('importing.calendar.notSent');
        return t(code in calendarRefusalTexts.en ? `importing.calendar.refusal.${code}` : `refusal.${code}`);
      },
      inTheWay: ({ conflicts }) => inTheWay(conflicts, view, titles),
    };
  }, [plan, zone, language, t, view]);
}
