import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { choiceOf } from '#renderer/appointments/repeat/date-choices.ts';
import { DateRow } from '#renderer/appointments/repeat/date-row.tsx';
import classes from '#renderer/appointments/repeat/repeat.module.css';
import { rowHeight, rowsInSight, rowTops } from '#renderer/appointments/repeat/row-tops.ts';
import type { Dates } from '#renderer/appointments/repeat/use-dates.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import type { Holders } from '#renderer/ui/describe-conflicts.ts';

type DateListProps = {
  readonly repeat: Dates;
  readonly style: TimeStyle;
  readonly now: Instant;
  /** In pixels, at most. */
  readonly height: number;
};

/** Every date with what it meets. Only the rows in sight are drawn: there may be 730. */
export function DateList({ repeat, style, now, height: most }: DateListProps): ReactNode {
  const { t } = useTranslation();
  const { dates, choices, choose, shown } = repeat;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const { view } = useDesk();
  const { inTheWay } = shown.far;
  const holders = useMemo(() => withVisits(view, inTheWay), [view, inTheWay]);
  const tops = useMemo(() => rowTops(dates), [dates]);
  const height = tops.at(-1) ?? 0;
  const { first, last } = rowsInSight(tops, { top, height: most });
  return (
    // A list that scrolls has to be reached by the keyboard, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      ref={box}
      className={classes.dates}
      style={{ maxHeight: most }}
      aria-busy={shown.isChecking}
      tabIndex={0}
      role="region"
      aria-label={t('appointments.repeat.dates')}
      onScroll={({ currentTarget: { scrollTop } }) => setTop(scrollTop)}
    >
      <div role="list" aria-label={t('appointments.repeat.dates')} style={{ position: 'relative', height }}>
        {dates.slice(first, last).map((date, index) => (
          <div
            key={date.recurrenceId}
            role="listitem"
            aria-setsize={dates.length}
            aria-posinset={first + index + 1}
            className={classes.rowPlace}
            style={{ top: tops[first + index] ?? 0, height: rowHeight(date) }}
          >
            <DateRow
              date={date}
              choice={choiceOf(date, choices)}
              onChoose={(choice) => choose(date, choice)}
              style={style}
              now={now}
              holders={holders}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

/** What the desk knows, and visits of days that it does not carry. */
function withVisits(view: Pick<View, 'find' | 'holds'>, visits: ReadonlyMap<string, Appointment>): Holders {
  return {
    holds: view.holds,
    find: <Name extends Collection>(collection: Name, id: string): Documents[Name] | null =>
      view.find(collection, id) ??
      // A visit, of the visits.
      (collection === 'appointments' ? ((visits.get(id) ?? null) as Documents[Name] | null) : null),
  };
}
