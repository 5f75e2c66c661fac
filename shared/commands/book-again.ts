import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { readyCommand } from '#shared/commands/decide.ts';
import type { Context, Decision } from '#shared/commands/decision.ts';
import { isAccepted, type OfferedRepair } from '#shared/commands/offered-repairs.ts';
import { overlayWorld } from '#shared/commands/overlay-world.ts';
import type { Appointment, Phase } from '#shared/scheduling/appointment.ts';
import { type Repair, repairsFor } from '#shared/scheduling/repairs.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { swapped } from '#shared/scheduling/swap.ts';
import type { World } from '#shared/scheduling/world.ts';

export type Rebooking = {
  /** The visit as it would be; null where it cannot be booked at all any more. */
  readonly visit: Appointment | null;
  readonly repairs: readonly OfferedRepair[];
};

type RefusedBooking = {
  readonly input: BookAppointment;
  /** A new one: the refused command's own id has its verdict for ever (I4). */
  readonly appointmentId: string;
  readonly resources: readonly Resource[];
};

const NO_REBOOKING: Rebooking = { visit: null, repairs: [] };

/** A refused booking once more (IN4): at its own time where that is free, else wherever a displaced one could go. */
export function rebooking(refused: RefusedBooking, world: World, context: Context): Rebooking {
  const { input, appointmentId, resources } = refused;
  const wish = { ...input, appointmentId };
  const decision = decideBooking(wish, world, context);
  const visit = decision === null ? null : bookedBy(decision);
  const location = world.find('locations', input.locationId);
  if (decision === null || decision.kind === 'refused' || visit === null || location === null) return NO_REBOOKING;
  if (visit.end <= context.now) return { visit, repairs: [] };
  if (decision.kind === 'accepted') {
    const repair: Repair = { kind: 'as-wanted', start: input.start, swaps: [] };
    return { visit, repairs: [{ repair, intent: { name: 'appointment.book', input: wish } }] };
  }
  const withVisit = overlayWorld(world);
  withVisit.apply(decision.changes);
  const wanted = { start: input.start, swaps: [] };
  const repairs = repairsFor({ appointment: visit, wanted, location, resources, now: context.now }, withVisit)
    .map((repair): OfferedRepair => ({ repair, intent: bookingAt(wish, visit.phases, repair) }))
    .filter(({ intent }) => isAccepted(intent, world, context));
  return { visit, repairs };
}

function bookingAt(wish: BookAppointment, phases: readonly Phase[], { start, swaps }: Repair): OfferedRepair['intent'] {
  return {
    name: 'appointment.book',
    input: { ...wish, start, phases: swapped(phases, swaps), substitutes: [] },
  };
}

function decideBooking(input: BookAppointment, world: World, context: Context): Decision | null {
  const ready = readyCommand({ name: 'appointment.book', input });
  return ready.ok ? ready.command.decide(world, context) : null;
}

function bookedBy(decision: Decision): Appointment | null {
  if (decision.kind === 'refused') return null;
  const change = decision.changes.find(({ collection }) => collection === 'appointments');
  return change?.collection === 'appointments' ? change.document : null;
}
