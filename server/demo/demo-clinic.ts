import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import type { Instant } from '#shared/time/instant.ts';
import { addDays, type LocalDate, weekday } from '#shared/time/local.ts';
import { DemoBook, type DemoCommand } from '#server/demo/demo-book.ts';
import { demoClients } from '#server/demo/demo-clients.ts';
import { demoEquipment, demoLocations, type DemoResource, demoRooms, demoSites } from '#server/demo/demo-places.ts';
import { addDisplacedVisits } from '#server/demo/demo-displaced.ts';
import { addDemoTimeOff, demoTemplates } from '#server/demo/demo-hours.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { scheduleDay } from '#server/demo/demo-schedule.ts';
import { addDemoSeries } from '#server/demo/demo-series.ts';
import { demoServices } from '#server/demo/demo-services.ts';
import {
  DEMO_PIN,
  demoOwnerId,
  demoPeople,
  type DemoPractitioner,
  demoPractitioners,
  demoReceptionists,
} from '#server/demo/demo-staff.ts';

export type DemoClinic = {
  readonly name: string;
  readonly today: LocalDate;
  readonly people: readonly Person[];
  readonly pin: string;
  readonly ownerId: string;
  /** In the order in which they are to be decided. */
  readonly commands: readonly DemoCommand[];
};

export type DemoOptions = {
  readonly seed: string;
  readonly today: LocalDate;
  /** Visits before it have taken place; held within the day's business hours, so that there is always some of each. */
  readonly now: Instant;
};

/** Days before and after today that have visits. */
const DAYS = { before: 7, after: 7 } as const;

/** A clinic of two locations as commands: places, staff, services, clients, and two weeks of visits around today. */
export function demoClinic({ seed, today, now }: DemoOptions): DemoClinic {
  const random = seededRandom(`${seed}/${today}`);
  const book = new DemoBook(demoOwnerId, now);
  const clients = demoClients(random.fork('clients'), today);
  for (const intent of setUp(today)) book.add(intent);
  addDemoTimeOff(book, { today, now, ownerId: demoOwnerId });
  for (const { site, id, ...set } of clients) {
    const actorId = must(demoReceptionists[site][0], 'a desk has a receptionist');
    book.add({ name: 'client.upsert', input: { id, set, was: null } }, { actorId, deskTime: now });
  }
  const regulars = addDemoSeries(book, { today, now, clients, random: random.fork('series') });
  for (let offset = -DAYS.before; offset <= DAYS.after; offset += 1) {
    for (const site of demoSites) {
      const date = addDays(today, offset);
      const own = clients.filter(({ id, site: at }) => at === site.key && !regulars.has(id));
      scheduleDay(book, { site, date, offset, today, now, clients: own, random: random.fork(`${site.key} ${offset}`) });
    }
  }
  addDisplacedVisits(book, { today, now, clients, random: random.fork('displaced') });
  return {
    name: 'Linden Clinic',
    today,
    people: demoPeople,
    pin: DEMO_PIN,
    ownerId: demoOwnerId,
    commands: book.commands(),
  };
}

function setUp(today: LocalDate): CommandIntent[] {
  return [
    ...demoLocations(today).map((input): CommandIntent => ({ name: 'location.upsert', input })),
    ...demoServices.map(({ id, weight: _weight, remarks: _remarks, ...set }): CommandIntent => ({
      name: 'service.upsert',
      input: { id, set, was: null },
    })),
    ...demoPractitioners.map((one, order) =>
      resourceIntent(one, order, {
        color: one.color,
        hours: ownHours(one, today),
        templates: demoTemplates(one.name, ownHours(one, today), today),
        personId: demoId('person', one.name),
      }),
    ),
    ...[...demoRooms, ...demoEquipment].map((one, order) =>
      resourceIntent(one, 100 + order, { color: null, hours: null }),
    ),
  ];
}

type Extras = Pick<
  Extract<CommandIntent, { name: 'resource.upsert' }>['input']['set'],
  'color' | 'hours' | 'templates' | 'personId'
>;

function resourceIntent(
  { id, kind, site, name, title, lanes, skills }: DemoResource,
  order: number,
  extras: Extras,
): CommandIntent {
  const locationId = demoSites.find((one) => one.key === site)?.id ?? '';
  const set = { kind, name, title, locationId, lanes, skills: [...skills], order, isActive: true, ...extras };
  return { name: 'resource.upsert', input: { id, set, was: null } };
}

/** Days off are counted from today's weekday, so that the demo starts on a working day for all. */
function ownHours({ fromMinute, toMinute, daysOff }: DemoPractitioner, today: LocalDate): WeeklyHours {
  const first = weekday(today);
  return [0, 1, 2, 3, 4, 5, 6]
    .filter((offset) => !daysOff.includes(offset))
    .map((offset) => ((first - 1 + offset) % 7) + 1)
    .toSorted((a, b) => a - b)
    .map((day) =>
      day < 6
        ? { weekday: day, fromMinute, toMinute }
        : { weekday: day, fromMinute: Math.max(fromMinute, 540), toMinute: Math.min(toMinute, 1020) },
    );
}
