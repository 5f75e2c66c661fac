import { dayOfMonth, monthIndexOf, weekdayOf } from '#shared/scheduling/recurrence/month-days.ts';
import { planOf } from '#shared/scheduling/recurrence/plan.ts';
import type { Rule, RuleDay } from '#shared/scheduling/recurrence/rule.ts';
import { type RuleLocale, ruleWords, type RuleWords } from '#shared/scheduling/recurrence/rule-words.ts';
import { type Wall, wallDay } from '#shared/time/wall.ts';
import type { WallClock } from '#shared/time/wall-clock.ts';

export type Described = {
  readonly rule: Rule;
  /** The first day; what the rule does not name is taken from it. */
  readonly start: Wall;
  readonly clock: WallClock;
};

/** `every second Tuesday at 09:00, 12 times`, in English or Chinese. */
export function describeRule(described: Described, locale: RuleLocale): string {
  const words = ruleWords[locale];
  const { rule } = described;
  const { times } = planOf(rule, described.start, described.clock);
  const sentence = [...rhythm(described, words), fill(words.at, { times: list(times.map(clockTime), words) })];
  if (rule.setPositions.length > 0) {
    sentence.push(
      fill(words.onlyThe, {
        positions: list(
          rule.setPositions.map((one) => ordinal(one, words)),
          words,
        ),
      }),
    );
  }
  const ends = endWords(described, words);
  return [sentence.join(words.partsJoin), ...ends].join(words.endJoin);
}

function rhythm({ rule, start }: Described, words: RuleWords): readonly string[] {
  const day = wallDay(start);
  const weekday = (one: RuleDay): string => dayName(one, words);
  const months = rule.months.map((month) => words.months[month - 1] ?? '');
  const template = rule.frequency === 'yearly' ? words.inMonths : words.onlyInMonths;
  const inMonths = months.length === 0 ? [] : [fill(template, { months: list(months, words) })];
  switch (rule.frequency) {
    case 'daily': {
      if (isWorkweek(rule)) return [words.everyWeekday, ...inMonths];
      const only = rule.days.length === 0 ? [] : [fill(words.on, { days: list(rule.days.map(weekday), words) })];
      return [every(rule, words), ...only, ...monthDayWords(rule, words), ...inMonths];
    }
    case 'weekly': {
      const days = rule.days.length > 0 ? rule.days : [{ weekday: weekdayOf(day), nth: 0 }];
      if (isWorkweek(rule)) return [words.everyWeekday, ...inMonths];
      if (days.length === 1) return [onlyWeekday(rule, days.map(weekday).join(''), words), ...inMonths];
      return [every(rule, words), fill(words.on, { days: list(days.map(weekday), words) }), ...inMonths];
    }
    case 'monthly': {
      const byDay = rule.days.length === 0 ? [] : [fill(words.ofMonth, { days: list(rule.days.map(weekday), words) })];
      const isPlain = rule.days.length + rule.monthDays.length === 0;
      const byDate = monthDayWords(isPlain ? { ...rule, monthDays: [dayOfMonth(day)] } : rule, words);
      return [every(rule, words), ...byDay, ...byDate, ...inMonths];
    }
    case 'yearly':
      return [every(rule, words), ...yearWords({ rule, day, inMonths }, words)];
  }
}

type Yearly = { readonly rule: Rule; readonly day: number; readonly inMonths: readonly string[] };

function yearWords({ rule, day, inMonths }: Yearly, words: RuleWords): readonly string[] {
  const weeks =
    rule.weekNumbers.length === 0 ? [] : [fill(words.week, { weeks: list(rule.weekNumbers.map(String), words) })];
  const yearDays =
    rule.yearDays.length === 0
      ? []
      : [
          fill(words.ofYear, {
            days: list(
              rule.yearDays.map((n) => fill(words.dayOfYear, { n: String(n) })),
              words,
            ),
          }),
        ];
  const template = rule.months.length === 0 && rule.weekNumbers.length === 0 ? words.ofYear : words.ofMonth;
  const days =
    rule.days.length === 0
      ? []
      : [
          fill(template, {
            days: list(
              rule.days.map((one) => dayName(one, words)),
              words,
            ),
          }),
        ];
  const names = [...weeks, ...inMonths, ...days, ...monthDayWords(rule, words), ...yearDays];
  if (rule.days.length + rule.monthDays.length + rule.yearDays.length + rule.weekNumbers.length > 0) return names;
  const month = words.months[monthIndexOf(day) % 12] ?? '';
  const months = inMonths.length > 0 ? inMonths : [fill(words.inMonths, { months: month })];
  return [...months, ...monthDayWords({ ...rule, monthDays: [dayOfMonth(day)] }, words)];
}

function monthDayWords({ monthDays }: Rule, words: RuleWords): readonly string[] {
  if (monthDays.length === 0) return [];
  const names = monthDays.map((day) => {
    if (day === -1) return words.lastDay;
    if (day < 0) return fill(words.dayFromEnd, { nth: positive(-day, words), n: String(-day) });
    return fill(words.dayOfMonth, { nth: positive(day, words), n: String(day) });
  });
  return [fill(words.onTheDay, { days: list(names, words) })];
}

function every({ frequency, interval }: Rule, words: RuleWords): string {
  if (interval === 1) return words.every[frequency];
  return interval === 2 ? words.everyOther[frequency] : fill(words.everyNth[frequency], { n: String(interval) });
}

function onlyWeekday({ interval }: Rule, day: string, words: RuleWords): string {
  const template = words.onlyWeekday[Math.min(interval, 3) - 1] ?? words.onlyWeekday[2];
  return fill(template, { day, n: String(interval) });
}

function isWorkweek({ interval, days }: Rule): boolean {
  const weekdays = new Set<number>(days.map(({ weekday }) => weekday));
  return interval === 1 && weekdays.size === 5 && !weekdays.has(6) && !weekdays.has(7);
}

function dayName({ weekday, nth }: RuleDay, words: RuleWords): string {
  const day = words.weekdays[weekday - 1] ?? '';
  return nth === 0 ? day : fill(words.nthWeekday, { nth: ordinal(nth, words), day });
}

function ordinal(n: number, words: RuleWords): string {
  const known = words.nth[String(n)];
  if (known !== undefined) return known;
  return n > 0 ? positive(n, words) : fill(words.nthFromEnd, { nth: positive(-n, words), n: String(-n) });
}

function positive(n: number, words: RuleWords): string {
  return words.nth[String(n)] ?? fill(words.nthOther, { n: String(n) });
}

function endWords({ rule, start, clock }: Described, words: RuleWords): readonly string[] {
  const ends: string[] = [];
  if (rule.count !== null) ends.push(rule.count === 1 ? words.once : fill(words.times, { n: String(rule.count) }));
  if (rule.until !== null) {
    const day = wallDay(planOf(rule, start, clock).last);
    const month = monthIndexOf(day);
    const date = {
      day: String(dayOfMonth(day)),
      month: words.months[month % 12] ?? '',
      year: String(Math.floor(month / 12)),
    };
    ends.push(fill(words.until, { date: fill(words.date, date) }));
  }
  return ends;
}

function clockTime(ms: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const second = Math.floor(ms / 1_000);
  const seconds = second % 60 === 0 ? '' : `:${two(second % 60)}`;
  return `${two(Math.floor(second / 3_600))}:${two(Math.floor(second / 60) % 60)}${seconds}`;
}

function list(items: readonly string[], { listJoin, listLast }: RuleWords): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(listJoin)}${listLast}${last}`;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
