import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarRefusal } from '#shared/importing/calendar/calendar-plan.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import { Name } from '#renderer/ui/person-name.tsx';

/** What of the file cannot come in, with its line and why. */
export function RefusedRows({ refusals }: { readonly refusals: readonly CalendarRefusal[] }): ReactNode {
  const { t } = useTranslation();
  return refusals.map(({ line, summary, code, at }) => (
    <div key={`${line} ${code}`} className={classes.event} role="row" data-left-out>
      <div role="cell" />
      <div role="cell" className={classes.title}>
        <Name>{summary === '' ? t('importing.calendar.noTitle') : summary}</Name>
        <small>{t('importing.calendar.line', { line })}</small>
      </div>
      <div role="cell" className={classes.when}>
        {at !== '' && (
          <code>
            <Name>{at}</Name>
          </code>
        )}
      </div>
      <div role="cell" className={classes.state}>
        <Badge variant="light" color="red" tt="none" fw={600}>
          {t('importing.calendar.state.refused')}
        </Badge>
        <small>{t(`importing.calendar.refusal.${code}`)}</small>
      </div>
    </div>
  ));
}
