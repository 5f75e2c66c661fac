import { Badge, Checkbox } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventState, ReviewedEvent } from '#shared/importing/calendar/review-calendar.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import { eventNotes } from '#renderer/importing/calendar/event-notes.ts';
import { fileZoneWords, ruleWords, whenWords } from '#renderer/importing/calendar/event-words.ts';
import type { TitlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';

const colors: Readonly<Record<EventState, string>> = {
  new: 'green',
  changed: 'petrol',
  removed: 'orange',
  here: 'gray',
  absent: 'gray',
  clash: 'orange',
  refused: 'red',
};

/** Whether the import would change anything about the event. */
export function comesIn({ state }: ReviewedEvent): boolean {
  return state === 'new' || state === 'changed' || state === 'removed';
}

type Props = {
  readonly event: ReviewedEvent;
  readonly zone: ZoneId;
  readonly isBlocks: boolean;
  readonly isSkipped: boolean;
  readonly titles: TitlesInFiles;
  readonly onSkip: (line: number, isSkipped: boolean) => void;
};

/** One event: what, when, what becomes of it, and whether it is to come in. */
export const EventRow = memo(function EventRow({ event, zone, isBlocks, isSkipped, titles, onSkip }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const { item, state } = event;
  const style = { zone, language: i18n.language, t };
  const title = item.summary === '' ? t('importing.calendar.noTitle') : item.summary;
  const rule = ruleWords(item, style);
  const inFile = fileZoneWords(item, style);
  const notes = eventNotes(event, { style, isBlocks, world: view, titles });
  const canCome = comesIn(event);
  return (
    <div className={classes.event} role="row" data-left-out={isSkipped || !canCome || undefined}>
      <div role="cell">
        <Checkbox
          size="sm"
          aria-label={t('importing.calendar.take', { title })}
          checked={canCome && !isSkipped}
          disabled={!canCome}
          onChange={({ currentTarget: { checked } }) => onSkip(item.line, !checked)}
        />
      </div>
      <div role="cell" className={classes.title}>
        <Name>{title}</Name>
        <small>{t('importing.calendar.line', { line: item.line })}</small>
      </div>
      <div role="cell" className={classes.when}>
        <span className="tabular">
          {rule === null ? whenWords(item, style) : t('importing.calendar.from', { when: whenWords(item, style) })}
        </span>
        {rule !== null && <span className={classes.rule}>{rule}</span>}
        {inFile !== null && <small>{inFile}</small>}
      </div>
      <div role="cell" className={classes.state}>
        <Badge variant="light" color={colors[state]} tt="none" fw={600}>
          {isSkipped && canCome ? t('importing.calendar.skipped') : t(`importing.calendar.state.${state}`)}
        </Badge>
        {notes.map((note) => (
          <small key={note}>{note}</small>
        ))}
      </div>
    </div>
  );
});
