import type { CalendarLanguage } from '#shared/scheduling/calendar-scope.ts';
import type { BlockKind } from '#shared/scheduling/block.ts';

/** What a calendar says that nobody typed. A file has no screen to translate it, so it is written in one language. */
type CalendarWords = {
  readonly busy: string;
  /** Of time off, whatever it is for. */
  readonly away: string;
  readonly blocks: Readonly<Record<BlockKind, string>>;
};

export const calendarWords: Readonly<Record<CalendarLanguage, CalendarWords>> = {
  en: {
    busy: 'Busy',
    away: 'Away',
    blocks: { break: 'Break', leave: 'Leave', maintenance: 'Maintenance', meeting: 'Meeting', other: 'Blocked' },
  },
  zh: {
    busy: '忙碌',
    away: '不在',
    blocks: { break: '休息', leave: '休假', maintenance: '维护', meeting: '会议', other: '已占用' },
  },
};
