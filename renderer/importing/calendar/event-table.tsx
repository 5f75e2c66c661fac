import { Button, Chip, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewedEvent } from '#shared/importing/calendar/review-calendar.ts';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import { comesIn, EventRow } from '#renderer/importing/calendar/event-row.tsx';
import type { TitlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { RefusedRows } from '#renderer/importing/calendar/refused-rows.tsx';
import type { ReviewedCalendar } from '#renderer/importing/calendar/use-review.ts';

const groups = ['all', 'comes', 'here', 'clash', 'refused'] as const;
type Group = (typeof groups)[number];

/** More at once would make the screen slow; the rest comes when it is asked for. */
const PAGE = 120;

function groupOf(event: ReviewedEvent): Exclude<Group, 'all'> {
  if (comesIn(event)) return 'comes';
  return event.state === 'clash' || event.state === 'refused' ? event.state : 'here';
}

type Props = {
  readonly session: CalendarSession;
  readonly reviewed: ReviewedCalendar;
  readonly titles: TitlesInFiles;
};

/** The events of one file in the order of their time, by what becomes of them. */
export function EventTable({ session, reviewed, titles }: Props): ReactNode {
  const { t } = useTranslation();
  const [group, setGroup] = useState<Group>('all');
  const [shown, setShown] = useState(PAGE);
  const { calendar, target, events, plan } = reviewed;
  const { skipped, runId } = calendar;
  const sorted = events.toSorted((a, b) => a.item.start - b.item.start);
  const chosen = group === 'all' ? sorted : sorted.filter((event) => groupOf(event) === group);
  const refusals = group === 'all' || group === 'refused' ? plan.refusals : [];
  const onSkip = (line: number, isSkipped: boolean): void => {
    const next = new Set(skipped);
    if (isSkipped) next.add(line);
    else next.delete(line);
    session.change(runId, { skipped: next });
  };
  return (
    <>
      <GroupChips reviewed={reviewed} group={group} onGroup={setGroup} />
      <div className={classes.events} role="table" aria-label={calendar.fileName}>
        {chosen.slice(0, shown).map((event) => (
          <EventRow
            key={event.item.line}
            event={event}
            zone={target.location.zone}
            isBlocks={calendar.becomes === 'blocks'}
            isSkipped={skipped.has(event.item.line)}
            titles={titles}
            onSkip={onSkip}
          />
        ))}
        {chosen.length <= shown && <RefusedRows refusals={refusals} />}
      </div>
      {chosen.length > shown && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + PAGE * 5)}>
          {t('importing.calendar.more', { count: chosen.length - shown })}
        </Button>
      )}
    </>
  );
}

type ChipsProps = Pick<Props, 'reviewed'> & { readonly group: Group; readonly onGroup: (group: Group) => void };

function GroupChips({ reviewed: { events, plan }, group, onGroup }: ChipsProps): ReactNode {
  const { t } = useTranslation();
  const counted = new Map<Group, number>([['all', events.length + plan.refusals.length]]);
  counted.set('refused', plan.refusals.length);
  for (const event of events) counted.set(groupOf(event), (counted.get(groupOf(event)) ?? 0) + 1);
  const present = groups.filter((one) => (counted.get(one) ?? 0) > 0);
  if (present.length < 3) return null;
  return (
    <Chip.Group value={group} onChange={(value) => onGroup(groups.find((one) => one === value) ?? 'all')}>
      <Group gap={6} mb={8}>
        {present.map((one) => (
          <Chip key={one} value={one} size="xs" variant="light">
            {t(`importing.calendar.group.${one}`, { count: counted.get(one) ?? 0 })}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
