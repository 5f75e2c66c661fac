import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { CommandInput } from '#shared/commands/registry.ts';
import type { AppointmentSource, Phase } from '#shared/scheduling/appointment.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import { type Instant, minutesBetween, plusMinutes } from '#shared/time/instant.ts';
import type { DemoBook, Sender } from '#server/demo/demo-book.ts';
import type { DemoClient } from '#server/demo/demo-clients.ts';
import type { DemoDay } from '#server/demo/demo-day.ts';
import type { DemoService } from '#server/demo/demo-services.ts';
import { demoReceptionists } from '#server/demo/demo-staff.ts';

export type DemoVisit = {
  readonly appointmentId: string;
  readonly service: DemoService;
  readonly start: Instant;
  readonly phases: readonly Phase[];
  readonly guests: () => DemoClient;
  readonly random: SeededRandom;
};

type Booked = CommandInput<'appointment.book'>['status'];
type Later = CommandInput<'appointment.change-status'>['to'] | 'cancelled';
/** How a visit was booked, and what has become of it since. */
type Fate = { readonly booked: Booked; readonly later: Later | null };

/** Books a visit as a receptionist did, then lets happen to it what has happened by now. */
export function addVisit(book: DemoBook, day: DemoDay, visit: DemoVisit): void {
  const { appointmentId, service, start, phases, random } = visit;
  const end = visitEnd({ start, phases });
  const fate = fateOf(start, end, day.now, random);
  const actorId = random.pick(demoReceptionists[day.site.key]);
  const bookedAt =
    fate.booked === 'arrived' ? plusMinutes(start, -random.int(2, 12)) : plusMinutes(day.now, -random.int(20, 400));
  const source = sourceOf(fate, service, random);
  book.add(
    {
      name: 'appointment.book',
      input: {
        appointmentId,
        locationId: day.site.id,
        serviceId: service.id,
        ...whoFor(visit, source),
        start,
        phases: phases.map(({ minutes, resourceIds }) => ({ minutes, resourceIds: [...resourceIds] })),
        substitutes: [],
        status: fate.booked,
        source,
        notes: random.chance(0.28) && service.remarks.length > 0 ? random.pick(service.remarks) : '',
      },
    },
    { actorId, deskTime: bookedAt },
  );
  if (fate.later !== null)
    letHappen(book, visit, { booked: fate.booked, later: fate.later, end, sender: { actorId, deskTime: bookedAt } });
}

function fateOf(start: Instant, end: Instant, now: Instant, random: SeededRandom): Fate {
  const luck = random.next();
  if (end <= now) {
    if (luck < 0.05) return { booked: 'booked', later: 'noshow' };
    if (luck < 0.1) return { booked: 'booked', later: 'cancelled' };
    return { booked: 'arrived', later: 'fulfilled' };
  }
  if (start <= now) return { booked: 'arrived', later: 'checked-in' };
  if (minutesBetween(now, start) <= 40) return { booked: luck < 0.7 ? 'arrived' : 'booked', later: null };
  if (luck < 0.06) return { booked: 'pending', later: null };
  if (luck < 0.085) return { booked: 'waitlist', later: null };
  if (luck < 0.105) return { booked: 'proposed', later: null };
  return { booked: 'booked', later: luck < 0.13 ? 'cancelled' : null };
}

function sourceOf({ booked }: Fate, { category }: DemoService, random: SeededRandom): AppointmentSource {
  if (booked === 'pending' || booked === 'proposed') return 'online';
  const luck = random.next();
  if (booked === 'arrived' && luck < 0.09) return 'walk-in';
  if (category === 'Physiotherapy' && luck < 0.35) return 'series';
  if (luck < 0.55) return 'phone';
  return luck < 0.8 ? 'online' : 'desk';
}

const walkInLabels = [
  'Walk-in, sore throat',
  'Walk-in, sprained ankle',
  'Walk-in, back pain',
  'Walk-in, rash',
  'Walk-in',
];

/** Some who walk in are not on file yet. */
function whoFor(
  { guests, random }: DemoVisit,
  source: AppointmentSource,
): Pick<CommandInput<'appointment.book'>, 'client' | 'label'> {
  if (source === 'walk-in' && random.chance(0.3))
    return { client: { kind: 'nobody' }, label: random.pick(walkInLabels) };
  return { client: { kind: 'known', id: guests().id }, label: '' };
}

const reasons = ['Has a cold', 'Work came up', 'No childcare', 'Feeling better', 'Train cancelled', ''];

type Happening = { readonly booked: Booked; readonly later: Later; readonly end: Instant; readonly sender: Sender };

function letHappen(
  book: DemoBook,
  { appointmentId, start, phases, random }: DemoVisit,
  { booked, later, end, sender }: Happening,
): void {
  if (later === 'cancelled') {
    const reason = random.pick(reasons);
    book.add(
      { name: 'appointment.cancel', input: { appointmentId, reason } },
      { ...sender, deskTime: plusMinutes(sender.deskTime, random.int(5, 15)) },
    );
    return;
  }
  const times = {
    fulfilled: plusMinutes(end, random.int(-2, 6)),
    noshow: plusMinutes(start, 20),
    'checked-in': plusMinutes(start, random.int(-1, 2)),
  };
  const deskTime = later in times ? times[later as keyof typeof times] : sender.deskTime; // The check before it narrows the word.
  const resourceIds = [...new Set(phases.flatMap((phase) => phase.resourceIds))];
  book.add(
    { name: 'appointment.change-status', input: { appointmentId, to: later, seenStatus: booked, resourceIds } },
    { ...sender, deskTime },
  );
}
