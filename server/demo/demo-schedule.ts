import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { must } from '#shared/lib/must.ts';
import { assignPhases } from '#shared/scheduling/assign-phases.ts';
import { seatsOf } from '#shared/scheduling/candidates.ts';
import { serviceMinutes } from '#shared/scheduling/service.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { atLocalMinute, weekday } from '#shared/time/local.ts';
import { addBlocks } from '#server/demo/demo-blocks.ts';
import type { DemoBook } from '#server/demo/demo-book.ts';
import type { DemoClient } from '#server/demo/demo-clients.ts';
import type { DemoDay } from '#server/demo/demo-day.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { demoServices, type DemoService } from '#server/demo/demo-services.ts';
import { type DemoPractitioner, demoPractitioners } from '#server/demo/demo-staff.ts';
import { addVisit } from '#server/demo/demo-visit.ts';

const STEP_MINUTES = 15;

/** One location's day: what is kept free first, then each practitioner's visits, then training in the gym. */
export function scheduleDay(book: DemoBook, wanted: DemoDay): void {
  const day = { ...wanted, now: withinBusinessHours(wanted) };
  const onDuty = demoPractitioners.filter((one) => one.site === day.site.key && isOnDuty(one, day));
  addBlocks(book, day, onDuty);
  const guests = guestsOf(day);
  for (const practitioner of day.random.fork('order').shuffled(onDuty)) {
    fillPractitioner(book, day, { practitioner, guests, random: day.random.fork(practitioner.name) });
  }
  fillGym(book, day, guests);
}

function isOnDuty({ daysOff }: DemoPractitioner, { offset }: DemoDay): boolean {
  return !daysOff.includes(((offset % 7) + 7) % 7);
}

/** Whoever starts the demo at night still finds a day with people in the waiting room. */
function withinBusinessHours({ now, today, site }: DemoDay): Instant {
  const earliest = atLocalMinute(today, 10 * 60 + 20, site.zone);
  const latest = atLocalMinute(today, 14 * 60 + 30, site.zone);
  return instant(Math.min(Math.max(now, earliest), latest));
}

/** Whose turn it is: the location's clients in an order of the day's own, so that none comes twice on one day. */
function guestsOf({ clients, random }: DemoDay): () => DemoClient {
  const queue = random.fork('guests').shuffled(clients);
  let at = 0;
  return () => must(queue[at++ % queue.length], 'a location without clients');
}

type Filling = {
  readonly practitioner: DemoPractitioner;
  readonly guests: () => DemoClient;
  readonly random: SeededRandom;
};

function fillPractitioner(book: DemoBook, day: DemoDay, { practitioner, guests, random }: Filling): void {
  const offered = demoServices.filter((service) => service.weight > 0 && canGive(practitioner, service));
  const isWeekend = weekday(day.date) > 5;
  const until = isWeekend ? Math.min(practitioner.toMinute, 17 * 60) : practitioner.toMinute;
  let minute = isWeekend ? Math.max(practitioner.fromMinute, 9 * 60) : practitioner.fromMinute;
  if (random.chance(0.2)) minute += STEP_MINUTES * 2;
  while (minute < until) {
    const service = inTurn(offered, random).find((one) =>
      tryVisit(book, day, { service: one, minute, until, practitioner, guests, random }),
    );
    if (service === undefined) minute += STEP_MINUTES;
    else minute += serviceMinutes(service) + service.bufferAfterMinutes + pauseAfter(day.offset, random);
  }
}

function canGive({ skills }: DemoPractitioner, service: DemoService): boolean {
  const needs = service.phases.flatMap((phase) => phase.needs).filter((one) => one.kind === 'practitioner');
  return needs.every((one) => one.skills.every((skill) => skills.includes(skill)));
}

/** A weighted draw of the whole list: often asked for, early in it. */
function inTurn(services: readonly DemoService[], random: SeededRandom): DemoService[] {
  const drawn = services.map((service) => ({ service, rank: random.next() ** (1 / service.weight) }));
  return drawn.toSorted((a, b) => b.rank - a.rank).map((one) => one.service);
}

/** Minutes left free behind a visit. Days ahead fill up as they come nearer. */
function pauseAfter(offset: number, random: SeededRandom): number {
  const isLoose = random.chance(offset <= 0 ? 0.1 : 0.15 + offset * 0.07);
  if (!isLoose) return random.chance(0.12) ? STEP_MINUTES : 0;
  return random.pick(offset <= 1 ? [30, 30, 45] : [30, 60, 90]);
}

type Attempt = Filling & { readonly service: DemoService; readonly minute: number; readonly until: number };

function tryVisit(book: DemoBook, day: DemoDay, attempt: Attempt): boolean {
  const { service, minute, until, practitioner, guests, random } = attempt;
  if (minute + serviceMinutes(service) > until) return false;
  const seats = seatsOf(service).filter((seat) => seat.kind === 'practitioner');
  const location = must(book.world.find('locations', day.site.id), 'the location was added first');
  const start = atLocalMinute(day.date, minute, day.site.zone);
  const appointmentId = demoId('appointment', `${practitioner.name} ${day.date} ${minute}`);
  const assignment = assignPhases(
    {
      service,
      location,
      start,
      chosen: new Map(seats.map((seat) => [seat.key, practitioner.id])),
      preferredIds: homeRooms(book, practitioner),
      resources: book.resources,
      // Nobody works outside the location's hours, and `until` is the end of this one's own.
      hours: 'ignored',
      holderId: appointmentId,
    },
    book.world,
  );
  if (assignment.kind !== 'free') return false;
  addVisit(book, day, { appointmentId, service, start, phases: assignment.phases, guests, random });
  return true;
}

/** Rooms to treat in leave the consulting rooms to those who need one. */
function homeRooms(book: DemoBook, { skills }: DemoPractitioner): string[] {
  if (skills.includes('medicine')) return [];
  const rooms = book.resources.filter(({ kind, skills: has }) => kind === 'room' && !has.includes('consulting'));
  const isGymFirst = skills.includes('physiotherapy');
  return rooms
    .toSorted(
      (a, b) => Number(b.skills.includes('gym') === isGymFirst) - Number(a.skills.includes('gym') === isGymFirst),
    )
    .map(({ id }) => id);
}

/** Those who train alone in the gym, mornings and evenings. */
function fillGym(book: DemoBook, day: DemoDay, guests: () => DemoClient): void {
  const service = must(
    demoServices.find((one) => one.name === 'Medical training'),
    'the gym has a service',
  );
  const location = must(book.world.find('locations', day.site.id), 'the location was added first');
  const random = day.random.fork('gym');
  for (const hour of weekday(day.date) > 5 ? [9, 10, 15] : [8, 9, 16, 17, 18]) {
    if (!random.chance(0.7)) continue;
    const start = atLocalMinute(day.date, hour * 60, day.site.zone);
    const appointmentId = demoId('appointment', `gym ${day.site.key} ${day.date} ${hour}`);
    const assignment = assignPhases(
      {
        service,
        location,
        start,
        chosen: new Map(),
        preferredIds: [],
        resources: book.resources,
        hours: 'respected',
        holderId: appointmentId,
      },
      book.world,
    );
    if (assignment.kind === 'free')
      addVisit(book, day, { appointmentId, service, start, phases: assignment.phases, guests, random });
  }
}
