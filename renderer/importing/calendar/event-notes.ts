import type { ReviewedEvent } from '#shared/importing/calendar/review-calendar.ts';
import { inTheWay, type TitlesInFiles } from '#renderer/importing/calendar/in-the-way.ts';
import { recurringNotes, type WordStyle } from '#renderer/importing/calendar/event-words.ts';
import type { View } from '#renderer/replica/desk.ts';

type Around = {
  readonly style: WordStyle;
  readonly isBlocks: boolean;
  readonly world: Pick<View, 'find' | 'holds'>;
  readonly titles: TitlesInFiles;
};

/** All that somebody should know of an event before it comes in. */
export function eventNotes(event: ReviewedEvent, around: Around): readonly string[] {
  const { item, state } = event;
  const { t } = around.style;
  if (state === 'here' || state === 'absent' || state === 'removed') return [];
  return [
    ...(state === 'refused' && event.refusal !== null ? [t(`refusal.${event.refusal.code}`)] : []),
    ...takenNotes(event, around),
    ...closedNotes(event, around),
    ...(item.recurring === null ? [] : recurringNotes(item.recurring, around.isBlocks, around.style)),
    ...(item.clock === 'exact' || item.recurring !== null ? [] : [t(`importing.calendar.clock.${item.clock}`)]),
  ];
}

function takenNotes({ item, taken }: ReviewedEvent, { style: { t }, world, titles }: Around): readonly string[] {
  if (taken.dates === 0) return [];
  const who = inTheWay(taken.conflicts, world, titles);
  const what = who === '' ? t('importing.calendar.somethingElse') : who;
  if (taken.isInInbox) return [t('importing.calendar.takenToInbox', { count: taken.dates, what })];
  if (item.commands.length === 1) return [t('importing.calendar.taken', { what })];
  return [t('importing.calendar.takenOut', { count: taken.dates, what })];
}

function closedNotes({ item, closed }: ReviewedEvent, { style: { t, language }, isBlocks }: Around): readonly string[] {
  if (isBlocks || closed.dates === 0) return [];
  const days = new Intl.ListFormat(language, { type: 'conjunction' }).format(closed.days.slice(0, 4));
  if (item.recurring === null)
    return [days === '' ? t('importing.calendar.closed') : t('importing.calendar.dayOff', { days })];
  const count = closed.dates;
  return [
    days === '' ? t('importing.calendar.closedDates', { count }) : t('importing.calendar.closedWith', { count, days }),
  ];
}
