import { must } from '#shared/lib/must.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { CommandInput } from '#shared/commands/registry.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import { localDate, type LocalDate } from '#shared/time/local.ts';
import type { DemoBook } from '#server/demo/demo-book.ts';
import type { DemoClient } from '#server/demo/demo-clients.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { demoSites } from '#server/demo/demo-places.ts';
import { demoReceptionists } from '#server/demo/demo-staff.ts';

type Displacing = {
  readonly today: LocalDate;
  readonly now: Instant;
  readonly clients: readonly DemoClient[];
  readonly random: SeededRandom;
};

type Booking = CommandInput<'appointment.book'>;

const stories = [
  'Booked on the tablet while the line was down.',
  'Taken on the phone during the outage; please call back if it moves.',
  'Patient stood at the other desk at the same moment.',
] as const;

/** Three bookings that came a moment too late, so that the conflict inbox has something to show. */
export function addDisplacedVisits(book: DemoBook, { today, now, clients, random }: Displacing): void {
  const upcoming = book
    .commands()
    .flatMap(({ intent }) =>
      intent.name === 'appointment.book' && intent.input.status === 'booked' ? [intent.input] : [],
    )
    .filter((input) => isSuitable(book, input, { today, now }));
  const berlin = upcoming.filter((input) => input.locationId === demoSites[0]?.id);
  const lisbon = upcoming.filter((input) => input.locationId === demoSites[1]?.id);
  const wanted = [...random.shuffled(berlin).slice(0, 2), ...random.shuffled(lisbon).slice(0, 1)];
  wanted.forEach((input, at) => {
    const site = must(
      demoSites.find((one) => one.id === input.locationId),
      'booked at a site',
    );
    const client = random.pick(clients.filter((one) => one.site === site.key));
    const late: Booking = {
      ...input,
      appointmentId: demoId('appointment', `displaced ${today} ${at}`),
      client: { kind: 'known', id: client.id },
      source: at === 1 ? 'phone' : 'desk',
      notes: stories[at] ?? '',
    };
    const actorId = must(demoReceptionists[site.key][1], 'a desk has two receptionists');
    book.add({ name: 'appointment.book', input: late }, { actorId, deskTime: plusMinutes(now, -35 - at * 10) });
  });
}

/** Today or in the next two days, still booked, and with a practitioner and a room to repair it with. */
function isSuitable(
  book: DemoBook,
  { appointmentId, start, phases }: Booking,
  { today, now }: Pick<Displacing, 'today' | 'now'>,
): boolean {
  const booked = book.world.find('appointments', appointmentId);
  if (booked === null || booked.status !== 'booked' || start <= plusMinutes(now, 60)) return false;
  const isSoon = localDate(start, booked.zone) === today || start < plusMinutes(now, 3 * 1440);
  return isSoon && phases.length === 1 && (phases[0]?.resourceIds.length ?? 0) >= 2;
}
