import { instant } from '#shared/time/instant.ts';
import { parseWall } from '#shared/time/wall.ts';
import {
  LARGEST_INTERVAL,
  LONGEST_RULE,
  MOST_TIMES_A_DAY,
  MOST_TIMES_THROUGH_YEAR,
} from '#shared/scheduling/recurrence/limits.ts';
import { type Outcome, refused, taken } from '#shared/scheduling/recurrence/refusal.ts';
import {
  type Frequency,
  type Rule,
  type RuleDay,
  type RuleEnd,
  type Weekday,
  weekdayCodes,
} from '#shared/scheduling/recurrence/rule.ts';

const offered: Readonly<Record<string, Frequency>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
  YEARLY: 'yearly',
};
const notOffered = new Set(['HOURLY', 'MINUTELY', 'SECONDLY']);

/** The numbers that each list part may hold; `signed` ones count from the end when they are negative, and have no 0. */
const listParts = {
  BYMONTH: { least: 1, most: 12, signed: false },
  BYWEEKNO: { least: 1, most: 53, signed: true },
  BYYEARDAY: { least: 1, most: 366, signed: true },
  BYMONTHDAY: { least: 1, most: 31, signed: true },
  BYHOUR: { least: 0, most: 23, signed: false },
  BYMINUTE: { least: 0, most: 59, signed: false },
  BYSECOND: { least: 0, most: 60, signed: false },
  BYSETPOS: { least: 1, most: 366, signed: true },
} as const;
type ListPart = keyof typeof listParts;

const single = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY']);

/** `FREQ=WEEKLY;BYDAY=TU;COUNT=12`, with or without `RRULE:` before it, as a rule or as the reason why not. */
export function parseRule(text: string): Outcome<Rule> {
  const parts = partsOf(text);
  if (!parts.ok) return parts;
  const given = parts.value;
  const frequency = readFrequency(given.get('FREQ'));
  if (!frequency.ok) return frequency;
  const interval = readWhole(given.get('INTERVAL') ?? '1', { most: LARGEST_INTERVAL });
  if (interval === null) return refused('interval-out-of-range', `INTERVAL=${given.get('INTERVAL') ?? ''}`);
  const countText = given.get('COUNT');
  const count = countText === undefined ? null : readWhole(countText, { most: Number.MAX_SAFE_INTEGER });
  if (countText !== undefined && count === null) return refused('count-out-of-range', `COUNT=${countText}`);
  const untilText = given.get('UNTIL');
  const until = untilText === undefined ? null : readEnd(untilText);
  if (untilText !== undefined && until === null) return refused('until-unreadable', `UNTIL=${untilText}`);
  const days = readDays(given.get('BYDAY'), frequency.value);
  if (!days.ok) return days;
  const weekStart = readWeekday(given.get('WKST') ?? 'MO');
  if (weekStart === null) return refused('value-out-of-range', `WKST=${given.get('WKST') ?? ''}`);
  const lists = readLists(given);
  if (!lists.ok) return lists;
  return checked({
    frequency: frequency.value,
    interval,
    count,
    until,
    days: days.value,
    weekStart,
    months: lists.value.BYMONTH,
    weekNumbers: lists.value.BYWEEKNO,
    yearDays: lists.value.BYYEARDAY,
    monthDays: lists.value.BYMONTHDAY,
    hours: lists.value.BYHOUR,
    minutes: lists.value.BYMINUTE,
    // The 60th second is a leap second, which no clock of ours shows.
    seconds: lists.value.BYSECOND.filter((second) => second < 60),
    setPositions: lists.value.BYSETPOS,
  });
}

function partsOf(text: string): Outcome<ReadonlyMap<string, string>> {
  const body = text.trim().replace(/^RRULE:/i, '');
  if (body.length > LONGEST_RULE) return refused('unreadable-rule', `${body.length} letters`);
  const parts = new Map<string, string>();
  for (const piece of body.split(';')) {
    if (piece.trim() === '') continue;
    const [name = '', value = '', ...more] = piece.split('=');
    const key = name.trim().toUpperCase();
    if (value === '' || more.length > 0) return refused('unreadable-rule', piece);
    if (!single.has(key) && !(key in listParts)) return refused('unknown-rule-part', piece);
    if (parts.has(key)) return refused('repeated-rule-part', piece);
    parts.set(key, value.trim().toUpperCase());
  }
  return taken(parts);
}

function readFrequency(text: string | undefined): Outcome<Frequency> {
  if (text === undefined) return refused('frequency-missing');
  if (notOffered.has(text)) return refused('frequency-not-offered', `FREQ=${text}`);
  const frequency = offered[text];
  return frequency === undefined ? refused('unreadable-rule', `FREQ=${text}`) : taken(frequency);
}

function readWhole(text: string, { most }: { readonly most: number }): number | null {
  if (!/^\+?\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value >= 1 && value <= most ? value : null;
}

function readEnd(text: string): RuleEnd | null {
  const isUtc = text.endsWith('Z');
  const at = parseWall(isUtc ? text.slice(0, -1) : text);
  if (at === null) return null;
  if (!text.includes('T')) return { kind: 'date', at };
  return isUtc ? { kind: 'instant', at: instant(at) } : { kind: 'wall', at };
}

/** Ordinals mean something within a month or a year only; peers read `1TU` of a daily or weekly rule as `TU`. */
function readDays(text: string | undefined, frequency: Frequency): Outcome<readonly RuleDay[]> {
  if (text === undefined) return taken([]);
  const days = new Map<string, RuleDay>();
  const most = frequency === 'monthly' ? 5 : 53;
  for (const token of text.split(',')) {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(token.trim());
    const weekday = match === null ? null : readWeekday(match[2] ?? '');
    if (match === null || weekday === null) return refused('value-out-of-range', `BYDAY=${token}`);
    const nth = Number(match[1] ?? 0);
    if (match[1] !== undefined && (nth === 0 || Math.abs(nth) > most))
      return refused('value-out-of-range', `BYDAY=${token}`);
    const day = frequency === 'daily' || frequency === 'weekly' ? { weekday, nth: 0 } : { weekday, nth };
    days.set(`${day.nth}${day.weekday}`, day);
  }
  return taken([...days.values()]);
}

function readWeekday(code: string): Weekday | null {
  const index = weekdayCodes.findIndex((known) => known === code);
  // The index of a seven-word list plus one is a weekday.
  return index === -1 ? null : ((index + 1) as Weekday);
}

function readLists(given: ReadonlyMap<string, string>): Outcome<Record<ListPart, readonly number[]>> {
  const lists: Record<ListPart, readonly number[]> = {
    BYMONTH: [],
    BYWEEKNO: [],
    BYYEARDAY: [],
    BYMONTHDAY: [],
    BYHOUR: [],
    BYMINUTE: [],
    BYSECOND: [],
    BYSETPOS: [],
  };
  for (const [part, range] of Object.entries(listParts)) {
    const text = given.get(part);
    if (text === undefined) continue;
    const numbers = text.split(',').map((token) => readListed(token.trim(), range));
    if (numbers.some((number) => number === null)) return refused('value-out-of-range', `${part}=${text}`.slice(0, 80));
    // The key comes from the table itself.
    lists[part as ListPart] = [...new Set(numbers.filter((number) => number !== null))].toSorted((a, b) => a - b);
  }
  return taken(lists);
}

function readListed(text: string, range: { least: number; most: number; signed: boolean }): number | null {
  if (!/^[+-]?\d{1,3}$/.test(text)) return null;
  const value = Number(text);
  const size = range.signed ? Math.abs(value) : value;
  return size >= range.least && size <= range.most ? value : null;
}

function checked(rule: Rule): Outcome<Rule> {
  const timesADay =
    Math.max(1, rule.hours.length) * Math.max(1, rule.minutes.length) * Math.max(1, rule.seconds.length);
  const isThroughYear = rule.weekNumbers.length + rule.yearDays.length > 0;
  if (timesADay > (isThroughYear ? MOST_TIMES_THROUGH_YEAR : MOST_TIMES_A_DAY))
    return refused('too-many-times-a-day', `${timesADay}`);
  const others = [
    rule.months,
    rule.weekNumbers,
    rule.yearDays,
    rule.monthDays,
    rule.days,
    rule.hours,
    rule.minutes,
    rule.seconds,
  ];
  if (rule.setPositions.length > 0 && others.every((list) => list.length === 0))
    return refused('set-position-alone', 'BYSETPOS');
  return taken(rule);
}
