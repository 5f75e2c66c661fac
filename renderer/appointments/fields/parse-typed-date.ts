import { FIRST_PLANNED_DAY, LAST_PLANNED_DAY } from '#shared/scheduling/availability/planned-days.ts';
import { addDays, type LocalDate, resolveLocal, weekday } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/**
 * What somebody typed as a day: `today`, `tomorrow`, `+3`, `fri`, `24`, `24.12`, `24/12/2026`, `2026-12-24`, `12月24日`.
 * Day before month. Without a year, the next such day from today on.
 * @returns null when it is none, does not exist (30 February), or lies outside of the years 2000 to 2099.
 */
export function parseTypedDate(typed: string, today: LocalDate): LocalDate | null {
  const text = typed.trim().toLowerCase();
  const word = byWord(text, today);
  if (word !== null) return word;
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (iso !== null) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const chinese = /^(\d{1,2})月(\d{1,2})日?$/.exec(text);
  if (chinese !== null) return nextOf(Number(chinese[2]), Number(chinese[1]), today);
  const numeric = /^(\d{1,2})(?:[./\s-]+(\d{1,2})(?:[./\s-]+(\d{2}|\d{4}))?)?[.]?$/.exec(text);
  if (numeric === null) return null;
  const [, day, month, year] = numeric;
  if (year !== undefined) return existing(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day));
  return nextOf(Number(day), month === undefined ? null : Number(month), today);
}

const weekdayWords: readonly RegExp[] = [
  /^mon|^(周|星期)一/,
  /^tue|^(周|星期)二/,
  /^wed|^(周|星期)三/,
  /^thu|^(周|星期)四/,
  /^fri|^(周|星期)五/,
  /^sat|^(周|星期)六/,
  /^sun|^(周|星期)[日天]/,
];

function byWord(text: string, today: LocalDate): LocalDate | null {
  if (/^(t|today|now|今天?)$/.test(text)) return today;
  if (/^(tomorrow|tom|明天?)$/.test(text)) return addDays(today, 1);
  if (/^后天?$/.test(text)) return addDays(today, 2);
  const ahead = /^\+\s*(\d{1,3})$/.exec(text);
  if (ahead !== null) return bookable(addDays(today, Number(ahead[1])));
  const named = /^\p{L}+$/u.test(text) ? weekdayWords.findIndex((name) => name.test(text)) : -1;
  return named < 0 ? null : addDays(today, (named + 1 - weekday(today) + 7) % 7);
}

function nextOf(day: number, month: number | null, today: LocalDate): LocalDate | null {
  const [year = 0, thisMonth = 1] = today.split('-').map(Number);
  // At most eight years ahead, for the 29th of February.
  for (let step = 0; step < 97; step += 1) {
    const at = thisMonth - 1 + step;
    const candidateMonth = (at % 12) + 1;
    if (month !== null && month !== candidateMonth) continue;
    const date = existing(year + Math.floor(at / 12), candidateMonth, day);
    if (date !== null && date >= today) return date;
    // The day was named with its month: a month without that day is a mistake, except on leap days.
    if (date === null && month !== null && !(day === 29 && month === 2)) return null;
  }
  return null;
}

const UTC = 'UTC' as ZoneId; // A zone that every runtime knows.

function existing(year: number, month: number, day: number): LocalDate | null {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return resolveLocal(`${date}T12:00`, UTC) === null ? null : bookable(date);
}

function bookable(date: LocalDate): LocalDate | null {
  return date >= FIRST_PLANNED_DAY && date <= LAST_PLANNED_DAY ? date : null;
}
