import type { HolidayCalendar } from '#shared/scheduling/availability/work-pattern.ts';

export type HolidayLibrary = {
  /** By code, `DE`, with their names. */
  countries(language: string): readonly (readonly [code: string, name: string])[];
  /** Parts of a country by the library's code; none where there are no differences. */
  regions(country: string): readonly (readonly [code: string, name: string])[];
  /** The public holidays of one year, by date. */
  daysOf(country: string, region: string, year: number): HolidayCalendar['days'];
};

/** The calendars of the world are large, so they come only when somebody asks for them. */
export async function loadHolidayLibrary(): Promise<HolidayLibrary> {
  const { default: Holidays } = await import('date-holidays');
  const all = new Holidays();
  return {
    countries: (language) => countriesIn(language, all.getCountries(language.slice(0, 2)) ?? {}),
    regions: (country) => sortedByName(all.getStates(country)),
    daysOf: (country, region, year) => {
      const calendar = region === '' ? new Holidays(country) : new Holidays(country, region);
      const days = calendar.getHolidays(year).filter(({ type }) => type === 'public');
      const byDate = new Map(days.map(({ date, name }) => [date.slice(0, 10), name]));
      return [...byDate].map(([date, name]) => ({ date, name, isOpen: false }));
    },
  };
}

/** The library has few languages, and would name Germany in German to a Chinese reader. */
function countriesIn(language: string, names: Readonly<Record<string, string>>) {
  const known = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const named = Object.entries(names).map(([code, name]) => [code, known.of(code) ?? name]);
  return sortedByName(Object.fromEntries(named));
}

function sortedByName(names: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  return Object.entries(names ?? {}).toSorted(([, a], [, b]) => a.localeCompare(b));
}

/** The calendar with one year of it taken over anew; what was marked open stays so. */
export function withYear(
  kept: HolidayCalendar | null,
  taken: Pick<HolidayCalendar, 'country' | 'region'>,
  { year, days }: { readonly year: number; readonly days: HolidayCalendar['days'] },
): HolidayCalendar {
  const isSame = kept?.country === taken.country && kept.region === taken.region;
  const others = isSame ? kept.days.filter(({ date }) => !date.startsWith(`${year}-`)) : [];
  const open = new Set(isSame ? kept.days.filter((day) => day.isOpen).map(({ date }) => date) : []);
  const fresh = days.map((day) => ({ ...day, isOpen: open.has(day.date) }));
  return { ...taken, days: [...others, ...fresh].toSorted((a, b) => (a.date < b.date ? -1 : 1)) };
}
