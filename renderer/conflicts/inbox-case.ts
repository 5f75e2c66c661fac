import { type BookAppointment, bookAppointment } from '#shared/commands/book-appointment.ts';
import { moveAppointment } from '#shared/commands/move-appointment.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Place } from '#shared/scheduling/repairs.ts';
import { swapped } from '#shared/scheduling/swap.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { bookedContact, type CaseContact, visitContact } from '#renderer/conflicts/case-contact.ts';
import { stringOf } from '#renderer/conflicts/string-of.ts';
import type { InboxItem } from '#renderer/replica/desk.ts';

type Wanted = Place & { readonly span: Interval; readonly resourceIds: readonly string[] };

/** One thing that waits for a person's decision, whatever brought it here. */
export type InboxCase = {
  readonly key: string;
  readonly kind: InboxItem['kind'];
  /** The name of the command on the wire. */
  readonly did: string;
  /** The visit as it is now; null where there is none on this desk. */
  readonly appointment: Appointment | null;
  /** A refused booking, to be made again under a new id. */
  readonly booking: BookAppointment | null;
  /** Where it was to be; null for a wish that is not about a place. */
  readonly wanted: Wanted | null;
  /** Of the visit's location; null where the wish is about none. */
  readonly zone: ZoneId | null;
  readonly serviceId: string | null;
  readonly contact: CaseContact;
  readonly conflicts: readonly Conflict[];
  readonly refusal: RefusalCode | null;
  readonly actorId: string;
  /** Null on a desk that was never enrolled. */
  readonly deskId: string | null;
  /** Empty where only the server knows it. */
  readonly deskName: string;
  /** When the person did it by their desk's clock, and when the server said no. */
  readonly deskTime: Instant;
  readonly decidedAt: Instant;
};

/** Whether it is about a visit, which somebody comes to; other commands change something else. */
export function isAboutVisit({ did, appointment, booking }: InboxCase): boolean {
  return appointment !== null || booking !== null || did.startsWith('appointment.') || did.startsWith('series.');
}

/** @param ownDeskId refused commands are always this desk's own. */
export function toCase(item: InboxItem, world: World, ownDeskId: string | null): InboxCase {
  return item.kind === 'displaced' ? displacedCase(item.appointment, world) : refusedCase(item, world, ownDeskId);
}

/** Desks are called something else by and by; a case speaks of them as they are called now (DN2). */
export function withPresentNames(one: InboxCase, names: ReadonlyMap<string, string>): InboxCase {
  return { ...one, deskName: (one.deskId === null ? undefined : names.get(one.deskId)) ?? one.deskName };
}

function displacedCase(appointment: Appointment, world: World): InboxCase {
  const { displacement, start, placedBy } = appointment;
  return {
    key: appointment.id,
    kind: 'displaced',
    did: 'appointment.book',
    appointment,
    booking: null,
    wanted: wantedPlace(appointment, { start, swaps: [] }),
    zone: world.find('locations', appointment.locationId)?.zone ?? appointment.zone,
    serviceId: appointment.serviceId,
    contact: visitContact(appointment, world),
    conflicts: displacement?.conflicts ?? [],
    refusal: null,
    actorId: displacement?.actorId ?? appointment.createdBy,
    deskId: displacement?.deskId ?? placedBy.deskId,
    deskName: displacement?.deskName ?? '',
    deskTime: displacement?.deskTime ?? appointment.updatedAt,
    decidedAt: displacement?.decidedAt ?? appointment.updatedAt,
  };
}

type RefusedItem = Extract<InboxItem, { kind: 'refused' }>;

function refusedCase({ entry: { command }, verdict }: RefusedItem, world: World, deskId: string | null): InboxCase {
  const booking = bookingOf(command.name, command.input);
  const appointment = booking === null ? visitOf(command.input, world) : null;
  return {
    key: command.id,
    kind: 'refused',
    did: command.name,
    appointment,
    booking,
    ...subject(appointment, booking, command.input, world),
    contact: appointment === null ? bookedContact(command, world) : visitContact(appointment, world),
    conflicts: verdict.refusal.conflicts,
    refusal: verdict.refusal.code,
    actorId: command.actorId,
    deskId,
    deskName: '',
    deskTime: command.deskTime,
    decidedAt: verdict.decidedAt,
  };
}

function visitOf(input: unknown, world: World): Appointment | null {
  const appointmentId = stringOf(input, 'appointmentId');
  return appointmentId === null ? null : world.find('appointments', appointmentId);
}

function bookingOf(name: string, input: unknown): BookAppointment | null {
  const booking = name === 'appointment.book' ? bookAppointment.schema.safeParse(input) : null;
  return booking?.success === true ? booking.data : null;
}

type Subject = Pick<InboxCase, 'wanted' | 'zone' | 'serviceId'>;

function subject(
  appointment: Appointment | null,
  booking: BookAppointment | null,
  input: unknown,
  world: World,
): Subject {
  const about = appointment ?? booking;
  if (about === null) return { wanted: null, zone: null, serviceId: null };
  const zone = world.find('locations', about.locationId)?.zone ?? appointment?.zone ?? null;
  const wanted = booking === null ? wantedMove(input, appointment) : wantedPlace(booking, { ...booking, swaps: [] });
  return { wanted, zone, serviceId: about.serviceId };
}

function wantedMove(input: unknown, appointment: Appointment | null): Wanted | null {
  const move = moveAppointment.schema.safeParse(input);
  if (!move.success || appointment === null) return null;
  // The visit may have got other resources since: what it no longer has cannot be exchanged.
  const has = new Set(appointment.phases.flatMap((phase) => phase.resourceIds));
  return wantedPlace(appointment, {
    start: move.data.start,
    swaps: move.data.swaps.filter(({ from }) => has.has(from)),
  });
}

function wantedPlace(visit: Pick<Appointment, 'phases'>, { start, swaps }: Place): Wanted {
  const phases = swapped(visit.phases, swaps);
  const resourceIds = [...new Set(phases.flatMap((phase) => phase.resourceIds))];
  return { start, swaps, span: { start, end: visitEnd({ start, phases }) }, resourceIds };
}
