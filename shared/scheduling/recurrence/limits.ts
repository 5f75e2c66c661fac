/** At most this many occurrences at a time: two years of every day. */
export const MOST_OCCURRENCES = 730;
/** A series may be made this far ahead; longer ones are offered trimmed. */
export const MOST_YEARS_AHEAD = 2;
/** Times within one day, after multiplying BYHOUR, BYMINUTE and BYSECOND: every five minutes. */
export const MOST_TIMES_A_DAY = 288;
export const LONGEST_RULE = 4_000;
export const LARGEST_INTERVAL = 1_000;
/**
 * The calendar repeats after 400 years. A rule without an occurrence for so many periods in a row has none at all,
 * whatever its interval is: each of them is a period of some 400-year cycle.
 */
export const BARREN_PERIODS = { daily: 146_097, weekly: 20_871, monthly: 4_800, yearly: 400 } as const;
/** Periods looked at for one question; what is still open then is refused as too sparse. */
export const MOST_PERIODS = 200_000;
/** rrule-temporal's own two safety catches. */
export const LIBRARY_PERIODS = 4_000;
export const LIBRARY_CANDIDATES = 60_000;
