import { closedFor } from '#shared/commands/series/nearest-free.ts';
import type { Substitutes } from '#shared/commands/substitutes.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { assignPhases, type Assignment, type AssignmentRequest } from '#shared/scheduling/assign-phases.ts';
import { canFill, type Seat, seatsOf } from '#shared/scheduling/candidates.ts';
import { type FreeSlot, freeSlots } from '#shared/scheduling/free-slots.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { isOpenThroughout, locationHours } from '#shared/scheduling/opening-hours.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type Service, serviceMinutes } from '#shared/scheduling/service.ts';
import { type Visit, visitEnd } from '#shared/scheduling/visit-claims.ts';
import { withTotalMinutes } from '#shared/scheduling/visit-length.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Resolution } from '#shared/time/local.ts';
import { type BookingForm, resolveWhen } from '#renderer/appointments/booking/booking-form.ts';

export type PlanningDesk = {
  readonly world: World;
  /** Where suggestions come from: without what is kept for other desks, or held in another window of this one. */
  readonly offering: World;
  /** Of the world, which is changed in place: another number is another picture. */
  readonly revision: number;
  readonly resources: readonly Resource[];
  readonly location: Location;
  readonly now: Instant;
  /** Whose own claims do not count; the id that the booking will have. */
  readonly appointmentId: string;
  /** The row that was clicked: it is meant wherever it fits. */
  readonly rowResourceId: string | null;
};

/** What booking the form as it stands would come to. */
export type BookingPlan = {
  readonly service: Service;
  readonly seats: readonly Seat[];
  readonly minutes: number;
  readonly start: Instant;
  readonly end: Instant;
  /** Set when a person typed the time. */
  readonly resolution: Resolution | null;
  readonly assignment: Assignment;
  readonly isOutsideHours: boolean;
  /** It is free, but only with these, who are off duty then. */
  readonly offDutyIds: readonly string[];
};

const SEARCH_DAYS = 21;

/** Null while there is no service, no valid time or length, or (for "next") nothing free for weeks. */
export function planBooking(form: BookingForm, desk: PlanningDesk): BookingPlan | null {
  const service = form.serviceId === null ? null : desk.world.find('services', form.serviceId);
  const { minutes } = form;
  if (service === null || minutes === 'unclear') return null;
  const request = requestOf({ ...form, minutes }, service, desk);
  const resolution = resolveWhen(form.when);
  const start = form.when.kind === 'next' ? nextStart(request, desk, form.when.from) : resolution?.instant;
  if (start === undefined) return null;
  const onDuty = assignAt({ ...request, start, hours: 'respected' }, desk);
  const anyHour = onDuty.kind === 'free' ? onDuty : assignAt({ ...request, start, hours: 'ignored' }, desk);
  const end = visitEnd({ start, phases: anyHour.phases });
  return {
    service,
    seats: seatsOf(service),
    minutes: serviceMinutes(request.service),
    start,
    end,
    resolution,
    assignment: anyHour,
    isOutsideHours: !isOpenThroughout(locationHours(desk.location), { start, end }),
    offDutyIds:
      onDuty.kind !== 'free' && anyHour.kind === 'free' ? offDuty({ start, phases: anyHour.phases }, desk) : [],
  };
}

function offDuty(visit: Pick<Visit, 'start' | 'phases'>, { location, world }: PlanningDesk): readonly string[] {
  return closedFor({ ...visit, locationId: location.id }, world).filter((id) => id !== 'location');
}

/** With whom nobody else has a claim to, else with whoever is free; the hold tells whether they can be had. */
function assignAt(request: AssignmentRequest, { world, offering }: PlanningDesk): Assignment {
  const offered = assignPhases(request, offering);
  return offered.kind === 'free' || offering === world ? offered : assignPhases(request, world);
}

/** What of a form decides when it can be booked; names and notes do not. */
export type Wish = Pick<BookingForm, 'locationId' | 'serviceId' | 'seats'> & { readonly minutes: number | null };

/** The next free starts for the form at or after an instant, whatever time it has now. */
export function nextFree(form: Wish, desk: PlanningDesk, from: Instant, count: number): readonly FreeSlot[] {
  const service = form.serviceId === null ? null : desk.world.find('services', form.serviceId);
  return service === null ? [] : search(requestOf(form, service, desk), desk, from, count);
}

export function bookingIntent(
  form: BookingForm,
  plan: BookingPlan,
  { appointmentId }: Pick<PlanningDesk, 'appointmentId'>,
): Extract<CommandIntent, { name: 'appointment.book' }> {
  return {
    name: 'appointment.book',
    input: {
      appointmentId,
      locationId: form.locationId,
      serviceId: plan.service.id,
      client: form.client?.choice ?? { kind: 'nobody' },
      label: form.client?.label ?? '',
      start: plan.start,
      phases: plan.assignment.phases.map(({ minutes, resourceIds }) => ({ minutes, resourceIds: [...resourceIds] })),
      substitutes: substitutesOf(plan.assignment),
      status: 'booked',
      source: form.source,
      notes: form.notes,
    },
  };
}

export function substitutesOf({ standIns }: Assignment): Substitutes {
  return standIns
    .slice(0, 10)
    .map(({ resourceId, alternativeIds }) => ({ resourceId, alternativeIds: [...alternativeIds] }));
}

type Request = Omit<AssignmentRequest, 'start' | 'hours'>;

function requestOf(form: Wish, service: Service, desk: PlanningDesk): Request {
  const phases = form.minutes === null ? service.phases : withTotalMinutes(service.phases, form.minutes);
  return {
    service: { ...service, phases },
    location: desk.location,
    chosen: chosenSeats(form, service, desk),
    preferredIds: [],
    resources: desk.resources,
    holderId: desk.appointmentId,
  };
}

/** What was chosen by hand; and the clicked row, in the first place that it fits and that nobody set. */
export function chosenSeats(
  { seats, locationId }: Pick<Wish, 'seats' | 'locationId'>,
  service: Service,
  desk: PlanningDesk,
): ReadonlyMap<string, string> {
  const chosen = new Map([...seats].filter((pair): pair is [string, string] => pair[1] !== null));
  const row = desk.resources.find(({ id }) => id === desk.rowResourceId);
  if (row === undefined || [...chosen.values()].includes(row.id)) return chosen;
  const fitting = seatsOf(service).filter((seat) => canFill(row, seat, locationId));
  // Where several places fit, the most demanding is the one that this resource is needed for.
  const seat = fitting.toSorted((a, b) => b.skills.length - a.skills.length)[0];
  if (seat !== undefined && !seats.has(seat.key)) chosen.set(seat.key, row.id);
  return chosen;
}

function search(
  request: Request,
  { now, world, offering }: PlanningDesk,
  from: Instant,
  count: number,
): readonly FreeSlot[] {
  const earliest = from > now ? from : now;
  const until = plusMinutes(earliest, SEARCH_DAYS * 1440);
  const options = { from: earliest, until, stepMinutes: 15, isFromTried: false, hours: 'respected', count } as const;
  return firstFound([offering, world], (one) => freeSlots({ ...request, ...options }, one));
}

/** In the second world only where the first has none at all. */
export function firstFound(
  [offering, world]: readonly [World, World],
  find: (world: World) => readonly FreeSlot[],
): readonly FreeSlot[] {
  const offered = find(offering);
  return offered.length > 0 || offering === world ? offered : find(world);
}

function nextStart(request: Request, desk: PlanningDesk, from = desk.now): Instant | undefined {
  return search(request, desk, from, 1)[0]?.start;
}

/** A few of the starts, not every quarter hour of the same gap: at least this far apart, as long as there are enough. */
const APART_MINUTES = 30;

export function spreadOut(slots: readonly FreeSlot[], count: number): readonly Instant[] {
  const spread: Instant[] = [];
  for (const { start } of slots) {
    const last = spread.at(-1);
    if (last === undefined || start >= plusMinutes(last, APART_MINUTES)) spread.push(start);
  }
  return spread.slice(0, count);
}
