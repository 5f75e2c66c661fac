import type { CommandInput } from '#shared/commands/registry.ts';
import type { WorkTemplate } from '#shared/scheduling/availability/work-pattern.ts';
import { addDays, type LocalDate, weekday } from '#shared/time/local.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import type { DemoBook } from '#server/demo/demo-book.ts';
import { demoId } from '#server/demo/demo-id.ts';
import type { DemoSite } from '#server/demo/demo-places.ts';
import type { Instant } from '#shared/time/instant.ts';

type LocationSet = CommandInput<'location.upsert'>['set'];

/** The demo's visits lie within a week of today; what follows shuts nothing of that. */
const QUIET_DAYS = 8;

const fixedHolidays: Readonly<Record<DemoSite['key'], readonly (readonly [monthAndDay: string, name: string])[]>> = {
  berlin: [
    ['01-01', 'Neujahr'],
    ['03-08', 'Frauentag'],
    ['05-01', 'Tag der Arbeit'],
    ['10-03', 'Tag der Deutschen Einheit'],
    ['12-25', '1. Weihnachtstag'],
    ['12-26', '2. Weihnachtstag'],
  ],
  lisbon: [
    ['01-01', 'Ano Novo'],
    ['04-25', 'Dia da Liberdade'],
    ['05-01', 'Dia do Trabalhador'],
    ['06-10', 'Dia de Portugal'],
    ['10-05', 'Implantação da República'],
    ['12-08', 'Imaculada Conceição'],
    ['12-25', 'Natal'],
  ],
};

/** Public holidays of this year and the next, and two days on which the house is shut. */
export function demoShutDays(key: DemoSite['key'], today: LocalDate): Pick<LocationSet, 'closures' | 'holidays'> {
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((one) =>
    fixedHolidays[key].map(([monthAndDay, name]) => {
      const date = `${one}-${monthAndDay}`;
      const isNear = addDays(today, -QUIET_DAYS) <= date && date <= addDays(today, QUIET_DAYS);
      // On the weekday of today everybody is there, in any week.
      return { date, name, isOpen: isNear || weekday(date) === weekday(today) };
    }),
  );
  const fromDate = addDays(today, 24);
  return {
    holidays: { country: key === 'berlin' ? 'DE' : 'PT', region: key === 'berlin' ? 'BE' : '', days },
    closures: [{ fromDate, toDate: addDays(fromDate, 1), reason: 'Team days' }],
  };
}

/** One of the team works early and late weeks in turn, from the Monday after the weeks that are booked. */
export function demoTemplates(name: string, hours: WeeklyHours, today: LocalDate): WorkTemplate[] {
  if (name !== 'Jonas Albrecht') return [];
  const monday = addDays(today, 15 - weekday(today));
  const shifted = (minutes: number): WeeklyHours =>
    hours.map((span) => ({ ...span, fromMinute: span.fromMinute + minutes, toMinute: span.toMinute + minutes }));
  const lunch = hours.map(({ weekday: day }) => ({ weekday: day, fromMinute: 720, toMinute: 750 }));
  return [
    {
      validFrom: monday,
      validTo: null,
      anchor: monday,
      weeks: [
        { hours: shifted(-60), breaks: lunch },
        { hours: shifted(120), breaks: [] },
      ],
    },
  ];
}

type Leave = Pick<CommandInput<'time-off.request'>, 'hours' | 'kind' | 'note'> & {
  readonly name: string;
  readonly from: number;
  readonly days: number;
  readonly isApproved: boolean;
};

const leaves: readonly Leave[] = [
  { name: 'Sofie Lindqvist', from: 9, days: 4, hours: null, kind: 'vacation', note: 'Skåne', isApproved: true },
  {
    name: 'Agnieszka Nowak',
    from: 3,
    days: 1,
    hours: { fromMinute: 840, toMinute: 960 },
    kind: 'training',
    note: 'Manual therapy, module 2',
    isApproved: false,
  },
  { name: 'Dr. Samuel Okafor', from: 16, days: 7, hours: null, kind: 'vacation', note: '', isApproved: false },
  { name: 'Rafael Monteiro', from: 11, days: 3, hours: null, kind: 'vacation', note: 'Açores', isApproved: true },
];

/** Leave that was asked for, some of it approved by the owner. */
export function addDemoTimeOff(book: DemoBook, { today, now, ownerId }: DemoDay): void {
  for (const { name, from, days, isApproved, hours, kind, note } of leaves) {
    const timeOffId = demoId('time-off', name);
    const fromDate = addDays(today, from);
    const span = { fromDate, toDate: addDays(fromDate, days - 1), hours };
    const input = { timeOffId, resourceId: demoId('practitioner', name), ...span, kind, note };
    book.add({ name: 'time-off.request', input }, { actorId: demoId('person', name), deskTime: now });
    if (!isApproved) continue;
    const answer = { timeOffId, seenVersion: 1, state: 'approved' as const, note: '', restoring: [] };
    book.add({ name: 'time-off.decide', input: answer }, { actorId: ownerId, deskTime: now });
  }
}

type DemoDay = { readonly today: LocalDate; readonly now: Instant; readonly ownerId: string };
