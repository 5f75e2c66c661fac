import { must } from '#shared/lib/must.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { weekdayCodes } from '#shared/scheduling/recurrence/rule.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { addDays, atLocalMinute, type LocalDate, weekday } from '#shared/time/local.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import type { DemoBook } from '#server/demo/demo-book.ts';
import type { DemoClient } from '#server/demo/demo-clients.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { demoEquipment, demoRooms, type DemoSite, demoSites } from '#server/demo/demo-places.ts';
import { demoServices } from '#server/demo/demo-services.ts';
import { demoReceptionists } from '#server/demo/demo-staff.ts';

type Regular = {
  readonly site: DemoSite['key'];
  readonly service: string;
  readonly practitioner: string | null;
  readonly room: string;
  readonly equipment?: string;
  /** Of the local day; in nobody's lunch, and before the letters are written. */
  readonly time: string;
  /** Days from today of the first date. On the weekday of today everybody is there. */
  readonly from: 0 | -7;
  readonly rule: (first: LocalDate) => string;
  readonly notes: string;
  /** Days from today of one that was cancelled. */
  readonly cancelled?: number;
};

const dayOf = (date: LocalDate): string => must(weekdayCodes[weekday(date) - 1], 'one of seven');

const regulars: readonly Regular[] = [
  {
    ...{ site: 'berlin', service: 'Physiotherapy', practitioner: 'Agnieszka Nowak', room: 'Gym' },
    ...{ time: '15:30', from: -7, notes: 'After cruciate ligament surgery, twelve sessions.' },
    rule: (first) => `FREQ=WEEKLY;COUNT=12;BYDAY=${dayOf(first)}`,
  },
  {
    ...{ site: 'berlin', service: 'Acupuncture', practitioner: '林美華 Lin Mei-Hua', room: 'Treatment 3' },
    ...{ time: '14:00', from: 0, notes: 'Migraine.' },
    rule: (first) => `FREQ=WEEKLY;INTERVAL=2;COUNT=8;BYDAY=${dayOf(first)}`,
  },
  {
    ...{ site: 'berlin', service: 'Skin check', practitioner: 'Dr. Mehmet Yılmaz', room: 'Laser room' },
    ...{ time: '15:30', from: 0, notes: 'Control after melanoma.' },
    rule: (first) => `FREQ=MONTHLY;COUNT=12;BYDAY=${nthOf(first)}${dayOf(first)}`,
  },
  {
    ...{ site: 'berlin', service: 'Medical training', practitioner: null, room: 'Gym' },
    ...{ time: '10:00', from: -7, notes: 'Own programme, card at the desk.' },
    rule: (first) => `FREQ=WEEKLY;BYDAY=${dayOf(first)}`,
  },
  {
    ...{ site: 'lisbon', service: 'Physiotherapy', practitioner: 'Beatriz Antunes', room: 'Ginásio' },
    ...{ time: '14:30', from: -7, notes: 'Knee, twice a week.', cancelled: 7 },
    rule: (first) => `FREQ=WEEKLY;COUNT=16;BYDAY=${dayOf(first)},${dayOf(addDays(first, 3))}`,
  },
  {
    ...{ site: 'lisbon', service: 'Check-up with ECG', practitioner: 'Dra. Inês Carvalho', room: 'Sala Tejo' },
    ...{ time: '15:15', from: 0, equipment: '12-lead ECG', notes: 'Blood pressure, every month.' },
    rule: (first) => `FREQ=MONTHLY;COUNT=12;BYDAY=${nthOf(first)}${dayOf(first)}`,
  },
];

/** A fifth one of its month is the last: not every month has five. */
function nthOf(date: LocalDate): number {
  const nth = Math.ceil(Number(date.slice(8)) / 7);
  return nth > 4 ? -1 : nth;
}

type Options = {
  readonly today: LocalDate;
  readonly now: Instant;
  readonly clients: readonly DemoClient[];
  readonly random: SeededRandom;
};

/**
 * People who come again and again. They are booked before all others, who then find other times.
 * @returns their ids.
 */
export function addDemoSeries(book: DemoBook, { today, now, clients, random }: Options): ReadonlySet<string> {
  const guests = new Set<string>();
  for (const regular of regulars) {
    const guest = random.pick(clients.filter(({ id, site }) => site === regular.site && !guests.has(id)));
    guests.add(guest.id);
    const first = addDays(today, regular.from);
    const sender = { actorId: must(demoReceptionists[regular.site][0], 'a desk'), deskTime: plusMinutes(now, -600) };
    const { id: locationId, zone } = must(
      demoSites.find(({ key }) => key === regular.site),
      'a site',
    );
    const seriesId = seriesIdFrom(demoId('series', `${regular.service} ${regular.room}`));
    const service = must(
      demoServices.find(({ name }) => name === regular.service),
      regular.service,
    );
    const input = {
      ...{ seriesId, locationId, serviceId: service.id, zone, label: '', notes: regular.notes },
      client: { kind: 'known' as const, id: guest.id },
      phases: service.phases.map((phase) => ({ minutes: phase.minutes, resourceIds: seatsIn(regular, phase) })),
      ...{ start: `${first}T${regular.time}:00`, rules: [regular.rule(first)] },
      ...{ added: [], excluded: [], decisions: [] },
    };
    book.add({ name: 'series.create', input }, sender);
    const on = (date: LocalDate): string => occurrenceId(seriesId, mustBeWall(`${date}T${regular.time}`));
    if (regular.from < 0) fulfil(book, on(first), atLocalMinute(first, 16 * 60, zone), sender.actorId);
    if (regular.cancelled !== undefined) {
      const appointmentId = on(addDays(today, regular.cancelled));
      book.add({ name: 'appointment.cancel', input: { appointmentId, reason: 'On holiday' } }, sender);
    }
  }
  return guests;
}

type Phase = { readonly needs: readonly { readonly kind: string }[] };

function seatsIn({ site, practitioner, room, equipment }: Regular, { needs }: Phase): string[] {
  const named = (list: typeof demoRooms, wanted: string | undefined): string =>
    must(
      list.find((one) => one.site === site && one.name === wanted),
      `${wanted} in ${site}`,
    ).id;
  return needs.map(({ kind }) => {
    if (kind === 'room') return named(demoRooms, room);
    if (kind === 'equipment') return named(demoEquipment, equipment);
    return demoId('practitioner', must(practitioner, 'somebody who treats'));
  });
}

/** What was a week ago is over. */
function fulfil(book: DemoBook, appointmentId: string, deskTime: Instant, actorId: string): void {
  const visit = must(book.world.find('appointments', appointmentId), 'an occurrence');
  const resourceIds = [...new Set(visit.phases.flatMap((phase) => phase.resourceIds))];
  for (const [seenStatus, to] of [['booked', 'arrived'] as const, ['arrived', 'fulfilled'] as const]) {
    book.add(
      { name: 'appointment.change-status', input: { appointmentId, to, seenStatus, resourceIds } },
      { actorId, deskTime },
    );
  }
}
