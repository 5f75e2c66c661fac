/** At most this many occurrences at a time: two years of every day. */
export const MOST_OCCURRENCES = 730;
/** A series may be made this far ahead; longer ones are offered trimmed. */
export const MOST_YEARS_AHEAD = 2;
/** Times within one day, after multiplying BYHOUR, BYMINUTE and BYSECOND: every five minutes. */
export const MOST_TIMES_A_DAY = 288;
/** The same for rules by week number or day of the year, which may name every day of a year. */
export const MOST_TIMES_THROUGH_YEAR = 24;
export const LONGEST_RULE = 4_000;
export const LARGEST_INTERVAL = 1_000;
/**
 * Days, weeks, months and years in 400 years, after which the calendar repeats: a rule without an occurrence for a
 * whole turn has none at all.
 */
export const CALENDAR_CYCLE = { daily: 146_097, weekly: 20_871, monthly: 4_800, yearly: 400 } as const;
/** Periods looked at for one question; what is still open then is refused as too sparse. */
export const MOST_PERIODS = 150_000;
/** rrule-temporal's own two safety catches, for the rules that are left to it. */
export const LIBRARY_PERIODS = { daily: 8_000, weekly: 3_000, monthly: 1_200, yearly: 800 } as const;
export const LIBRARY_CANDIDATES = 20_000;
