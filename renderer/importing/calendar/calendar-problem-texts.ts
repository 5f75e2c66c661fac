import type { CalendarProblemCode } from '#shared/calendars/content-lines.ts';

type Texts = Readonly<Record<CalendarProblemCode, string>>;

/** What of a calendar file was not as it should be; the rest was read all the same. */
const en: Texts = {
  'not-a-content-line': 'this is no line of a calendar file.',
  'unclosed-component': 'something begins here and does not end.',
  'end-without-begin': 'something ends here that did not begin.',
  'start-missing': 'an event has no start.',
  'date-unreadable': 'a date cannot be read.',
  'duration-unreadable': 'a length cannot be read.',
  'end-before-start': 'an event ends before it begins; its two times were swapped.',
  'unknown-zone': 'a time zone is not known.',
};

const zh: Texts = {
  'not-a-content-line': '这不是日历文件的内容行。',
  'unclosed-component': '此处有开始但没有结束。',
  'end-without-begin': '此处有结束但没有开始。',
  'start-missing': '有事件没有开始时间。',
  'date-unreadable': '有日期无法读取。',
  'duration-unreadable': '有时长无法读取。',
  'end-before-start': '有事件的结束早于开始，已将两个时间对调。',
  'unknown-zone': '有不认识的时区。',
};

export const calendarProblemTexts = { en, zh } as const;
