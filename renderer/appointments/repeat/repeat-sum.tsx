import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import type { Dates } from '#renderer/appointments/repeat/use-dates.ts';

const parts = ['shifted', 'skipped', 'intoInbox'] as const;

/** What saving does to the dates that are not simply booked; or what has to be said first. */
export function RepeatSum({ repeat: { counts } }: { readonly repeat: Pick<Dates, 'counts'> }): ReactNode {
  const { t } = useTranslation();
  const said = parts.flatMap((part) =>
    counts[part] === 0 ? [] : [t(`appointments.repeat.sum.${part}`, { count: counts[part] })],
  );
  if (counts.open === 0 && said.length === 0) return null;
  return (
    <p className={classes.sum} data-open={counts.open > 0} role="status">
      {counts.open > 0 ? t('appointments.repeat.undecided', { count: counts.open }) : said.join(' · ')}
    </p>
  );
}
