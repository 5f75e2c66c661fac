import type { Phase } from '#shared/scheduling/appointment.ts';
import { candidatesFor, type Seat, seatsOf } from '#shared/scheduling/candidates.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { isOpenThroughout, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { place } from '#shared/scheduling/place.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';
import { type Visit, visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { dayInterval, localDate } from '#shared/time/local.ts';

export type AssignmentRequest = {
  readonly service: Pick<Service, 'phases' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;
  readonly location: Location;
  readonly start: Instant;
  /** Places that a person filled, by their key; nobody else is put there. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Taken where they fit and are free, such as the row that was clicked. */
  readonly preferredIds: readonly string[];
  /** Everything on file that may be considered. */
  readonly resources: readonly Resource[];
  /** Whether resources off duty may be taken. */
  readonly hours: 'respected' | 'ignored';
  /** Whose own claims do not stand in the way: the appointment that is being planned again. */
  readonly holderId: string;
};

/** For one resource of the visit, who may stand in for it should another desk take it first. */
export type StandIn = { readonly resourceId: string; readonly alternativeIds: readonly string[] };

export type Assignment = {
  /** `short`: for a place there is nobody at all; it is left empty. */
  readonly kind: 'free' | 'taken' | 'short';
  readonly phases: readonly Phase[];
  /** Who fills which place, by its key; in the order of the places. */
  readonly filled: ReadonlyMap<string, string>;
  readonly unfilled: readonly Seat[];
  readonly conflicts: readonly Conflict[];
  readonly standIns: readonly StandIn[];
};

/** A service at a time, with every place filled: by whom was chosen, else preferred, else free, least busy first. */
export function assignPhases(request: AssignmentRequest, world: World): Assignment {
  const day = dayInterval(localDate(request.start, request.location.zone), request.location.zone);
  const ranked = seatsOf(request.service).map((seat) => rankSeat(seat, day, request, world));
  const unfilled = ranked.filter(({ ids }) => ids.length === 0).map(({ seat }) => seat);
  const fillable = ranked.filter(({ ids }) => ids.length > 0);
  const free = fill(fillable.map((one) => ({ ...one, ids: one.freeIds })));
  const found = free ?? fill(fillable) ?? new Map<string, string>();
  const filled = new Map(ranked.flatMap(({ seat }) => pairOf(seat.key, found)));
  const phases = phasesWith(request.service, ranked, filled);
  const placement = place(visitAt(request, phases), world, request.holderId);
  const conflicts = placement.kind === 'taken' ? placement.conflicts : [];
  const isFree = free !== null && placement.kind === 'placed';
  const standIns = ranked.flatMap((one) => standInsOf(one, filled, request));
  const kind = unfilled.length > 0 ? 'short' : isFree ? 'free' : 'taken';
  return { kind, phases, filled, unfilled, conflicts, standIns };
}

function pairOf(key: string, found: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const id = found.get(key);
  return id === undefined ? [] : [[key, id]];
}

type RankedSeat = {
  readonly seat: Seat;
  /** Best first; the free ones among them are repeated in `freeIds`. */
  readonly ids: readonly string[];
  readonly freeIds: readonly string[];
};

function rankSeat(seat: Seat, day: Interval, request: AssignmentRequest, world: World): RankedSeat {
  const chosenId = request.chosen.get(seat.key);
  // A choice stands even where it does not qualify: the person sees it and what speaks against it.
  const candidates =
    chosenId === undefined
      ? candidatesFor(seat, request.location.id, request.resources)
      : request.resources.filter((resource) => resource.id === chosenId);
  const rank = candidates.map((resource, order) => ({
    id: resource.id,
    isFree: isFreeFor(seat, resource, request, world),
    preference: preferenceOf(resource.id, request.preferredIds),
    busy: world.claimsOn(resource.id, day).filter(({ holder }) => holder.id !== request.holderId).length,
    order,
  }));
  rank.sort(
    (a, b) =>
      Number(b.isFree) - Number(a.isFree) || a.preference - b.preference || a.busy - b.busy || a.order - b.order,
  );
  return { seat, ids: rank.map(({ id }) => id), freeIds: rank.filter(({ isFree }) => isFree).map(({ id }) => id) };
}

function preferenceOf(id: string, preferredIds: readonly string[]): number {
  const at = preferredIds.indexOf(id);
  return at < 0 ? preferredIds.length : at;
}

function isFreeFor(seat: Seat, resource: Resource, request: AssignmentRequest, world: World): boolean {
  const alone = request.service.phases.map(({ minutes }, at) => ({
    minutes,
    resourceIds: seat.phases.includes(at) ? [resource.id] : [],
  }));
  const visit = visitAt(request, alone);
  if (place(visit, world, request.holderId).kind === 'taken') return false;
  if (request.hours === 'ignored') return true;
  const hours = resourceHours(resource, request.location);
  return seatSpans(seat, visit).every((span) => isOpenThroughout(hours, span));
}

function seatSpans(seat: Seat, visit: Visit): Interval[] {
  return seat.phases.map((at) => {
    const start = visitEnd({ start: visit.start, phases: visit.phases.slice(0, at) });
    return { start, end: plusMinutes(start, visit.phases[at]?.minutes ?? 0) };
  });
}

function visitAt({ start, service }: AssignmentRequest, phases: readonly Phase[]): Visit {
  const { bufferBeforeMinutes, bufferAfterMinutes } = service;
  return { start, phases, bufferBeforeMinutes, bufferAfterMinutes };
}

// Few places and few who fit: a search with an end to it. Nobody sits in two places of one phase.
const LONGEST_SEARCH = 5_000;

function fill(seats: readonly RankedSeat[]): ReadonlyMap<string, string> | null {
  const hardestFirst = seats.toSorted((a, b) => a.ids.length - b.ids.length);
  const filled = new Map<string, string>();
  let steps = 0;
  const isSeatedInSamePhase = (seat: Seat, id: string): boolean =>
    seats.some(
      (other) => filled.get(other.seat.key) === id && other.seat.phases.some((at) => seat.phases.includes(at)),
    );
  const from = (at: number): boolean => {
    const next = hardestFirst[at];
    if (next === undefined) return true;
    for (const id of next.ids) {
      steps += 1;
      if (steps > LONGEST_SEARCH) return false;
      if (isSeatedInSamePhase(next.seat, id)) continue;
      filled.set(next.seat.key, id);
      if (from(at + 1)) return true;
      filled.delete(next.seat.key);
    }
    return false;
  };
  return from(0) ? filled : null;
}

function phasesWith(
  { phases }: AssignmentRequest['service'],
  seats: readonly RankedSeat[],
  filled: ReadonlyMap<string, string>,
): readonly Phase[] {
  return phases.map(({ minutes }, at) => {
    const ids = seats.filter(({ seat }) => seat.phases.includes(at)).flatMap(({ seat }) => filled.get(seat.key) ?? []);
    return { minutes, resourceIds: [...new Set(ids)] };
  });
}

/** A place that a person filled by name has no stand-in: they asked for that one. */
function standInsOf(
  { seat, ids }: RankedSeat,
  filled: ReadonlyMap<string, string>,
  { chosen }: AssignmentRequest,
): readonly StandIn[] {
  const resourceId = filled.get(seat.key);
  if (resourceId === undefined || chosen.has(seat.key)) return [];
  const used = new Set(filled.values());
  const alternativeIds = ids.filter((id) => !used.has(id)).slice(0, 50);
  return alternativeIds.length === 0 ? [] : [{ resourceId, alternativeIds }];
}
