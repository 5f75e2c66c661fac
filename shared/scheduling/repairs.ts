import { alternativesTo } from '#shared/scheduling/alternatives.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { nearestFirst } from '#shared/scheduling/nearest-first.ts';
import { isOpenThroughout, locationHours, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { place } from '#shared/scheduling/place.ts';
import type { Resource, ResourceKind } from '#shared/scheduling/resource.ts';
import { andThen, type Swap, swapped } from '#shared/scheduling/swap.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, minutesBetween } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** A start, and the resources that are exchanged for it; the others of the visit stay. */
export type Place = { readonly start: Instant; readonly swaps: readonly Swap[] };

export type Repair = Place & {
  /** `as-wanted`: nothing is in the way any more. */
  readonly kind:
    | 'as-wanted'
    | 'other-room'
    | 'other-practitioner'
    | 'other-equipment'
    | 'other-resources'
    | 'other-time';
};

export type RepairRequest = {
  readonly appointment: Appointment;
  /** What the person wanted: its own place when it is displaced, the target of a refused move. */
  readonly wanted: Place;
  readonly location: Location;
  readonly resources: readonly Resource[];
  readonly now: Instant;
};

const MOST_REPAIRS = 3;
/** Further away than this, other people nearer to the wish are the smaller change. */
const FAR_MINUTES = 240;

/** Up to three ways to place the visit, the smallest change first: another room, another practitioner, the nearest time. */
export function repairsFor(request: RepairRequest, world: World): readonly Repair[] {
  if (!holdsClaims[request.appointment.status]) return [];
  const plan = new Plan(request, world);
  const kept: readonly Repair[] = plan.isFree(request.wanted) ? [{ ...request.wanted, kind: 'as-wanted' }] : [];
  if (kept.length > 0 && plan.isOnDutyAsWanted()) return kept;
  const swaps = plan.blocked.length === 1 ? singleSwaps(plan) : severalSwaps(plan);
  const best = firstOfEachKind(swaps).slice(0, 2);
  const rest = swaps.filter((repair) => !best.includes(repair));
  const times = nearestTimes(plan);
  const [nearest, second] = times;
  const others = nearestWithOthers(plan, nearest?.start ?? null);
  const isFar = nearest === undefined || awayFrom(request.wanted.start, nearest.start) > FAR_MINUTES;
  const byTime = isFar ? [others, nearest, second] : [nearest, second, others];
  return [...best, ...byTime.filter((repair) => repair !== null && repair !== undefined), ...rest]
    .slice(0, MOST_REPAIRS - kept.length)
    .concat(kept);
}

function awayFrom(wanted: Instant, start: Instant): number {
  return Math.abs(minutesBetween(wanted, start));
}

/** The wanted visit, and what stands in its way. */
class Plan {
  readonly request: RepairRequest;
  readonly blocked: readonly Resource[];
  readonly #world: World;
  /** Hours are kept where the wish kept them; a visit that was wanted at night is not put off until morning for them. */
  readonly #keepsHours: boolean;
  /** It waits because the hours were changed: then who is off duty is in the way, though nothing takes their time. */
  readonly #wasOffDuty: boolean;

  constructor(request: RepairRequest, world: World) {
    this.request = request;
    this.#world = world;
    this.#wasOffDuty = request.appointment.displacement?.conflicts.some(({ reason }) => reason === 'off-duty') === true;
    this.#keepsHours =
      this.#wasOffDuty || isOpenThroughout(locationHours(request.location), this.#span(request.wanted.start));
    this.blocked = this.#blockedIds()
      .flatMap((id) => world.find('resources', id) ?? [])
      .toSorted((a, b) => easeOfChange[a.kind] - easeOfChange[b.kind]);
  }

  isOnDutyAsWanted(): boolean {
    return !this.#wasOffDuty || this.isWithinHours(this.request.wanted);
  }

  isFree({ start, swaps }: Place): boolean {
    const { appointment } = this.request;
    const phases = swapped(appointment.phases, swaps);
    return place({ ...appointment, start, phases }, this.#world, appointment.id).kind === 'placed';
  }

  isWithinHours({ start, swaps }: Place): boolean {
    if (!this.#keepsHours) return true;
    const { appointment, location } = this.request;
    const span = this.#span(start);
    const ids = appointmentResourceIds({ phases: swapped(appointment.phases, swaps) });
    return isOpenThroughout(locationHours(location), span) && ids.every((id) => this.#isOnDuty(id, span));
  }

  /** Stand-ins for a resource of the wanted place that the visit does not use yet. */
  alternatives(resource: Resource): readonly Resource[] {
    const { appointment, location, resources, wanted } = this.request;
    const used = appointmentResourceIds({ phases: swapped(appointment.phases, wanted.swaps) });
    const service = this.#world.find('services', appointment.serviceId);
    const found = alternativesTo(resource, { service, locationId: location.id, resources });
    return found.filter(({ id }) => !used.includes(id));
  }

  /** Whether this one alone could take the part of the other at that time. */
  isFreeInstead(from: Resource, to: Resource, start: Instant): boolean {
    const { appointment, wanted } = this.request;
    const phases = swapped(appointment.phases, wanted.swaps).map(({ minutes, resourceIds }) => ({
      minutes,
      resourceIds: resourceIds.includes(from.id) ? [to.id] : [],
    }));
    return place({ ...appointment, start, phases }, this.#world, appointment.id).kind === 'placed';
  }

  /** Who and what was wanted, easiest to change first. */
  wantedResources(): readonly Resource[] {
    const { appointment, wanted } = this.request;
    const ids = appointmentResourceIds({ phases: swapped(appointment.phases, wanted.swaps) });
    return ids.flatMap((id) => this.#world.find('resources', id) ?? []);
  }

  #blockedIds(): readonly string[] {
    const { appointment, wanted } = this.request;
    const phases = swapped(appointment.phases, wanted.swaps);
    const placement = place({ ...appointment, start: wanted.start, phases }, this.#world, appointment.id);
    const taken = placement.kind === 'placed' ? [] : placement.conflicts.map(({ resourceId }) => resourceId);
    const span = this.#span(wanted.start);
    const offDuty = this.#wasOffDuty
      ? appointmentResourceIds({ phases }).filter((id) => !this.#isOnDuty(id, span))
      : [];
    return [...new Set([...taken, ...offDuty])];
  }

  #isOnDuty(id: string, span: Interval): boolean {
    const resource = this.#world.find('resources', id);
    return resource !== null && isOpenThroughout(resourceHours(resource, this.request.location), span);
  }

  #span(start: Instant): Interval {
    return { start, end: visitEnd({ start, phases: this.request.appointment.phases }) };
  }
}

const easeOfChange: Readonly<Record<ResourceKind, number>> = { room: 0, equipment: 1, practitioner: 2 };
const kindOfSwap = { room: 'other-room', equipment: 'other-equipment', practitioner: 'other-practitioner' } as const;

/** One resource is in the way: everything that could take its part at the wanted time. */
function singleSwaps(plan: Plan): readonly Repair[] {
  const { wanted } = plan.request;
  const repairs = plan.blocked.flatMap((from) =>
    plan.alternatives(from).map((to): Repair => {
      const swaps = andThen(wanted.swaps, { from: from.id, to: to.id });
      return { kind: kindOfSwap[from.kind], start: wanted.start, swaps };
    }),
  );
  return repairs.filter((repair) => plan.isFree(repair) && plan.isWithinHours(repair));
}

/** Several are in the way: one change for each of them, all together. */
function severalSwaps(plan: Plan): readonly Repair[] {
  const { wanted } = plan.request;
  const swaps = exchanged(plan, plan.blocked, wanted.start);
  if (swaps === null) return [];
  const repair: Repair = { kind: 'other-resources', start: wanted.start, swaps };
  return plan.isFree(repair) && plan.isWithinHours(repair) ? [repair] : [];
}

/** The wish with somebody free instead of each of these; null where there is nobody for one of them. */
function exchanged(plan: Plan, unavailable: readonly Resource[], start: Instant): readonly Swap[] | null {
  let swaps = plan.request.wanted.swaps;
  const taken = new Set<string>();
  for (const from of unavailable) {
    const to = plan.alternatives(from).find((one) => !taken.has(one.id) && plan.isFreeInstead(from, one, start));
    if (to === undefined) return null;
    taken.add(to.id);
    swaps = andThen(swaps, { from: from.id, to: to.id });
  }
  return swaps;
}

/** The nearest time with others where the wanted ones are busy; only of use nearer than `known`, the time with the wanted ones. */
function nearestWithOthers(plan: Plan, known: Instant | null): Repair | null {
  const { wanted, location, now } = plan.request;
  for (const start of nearestFirst(wanted.start, now, location.zone)) {
    if (known !== null && awayFrom(wanted.start, start) >= awayFrom(wanted.start, known)) return null;
    const busy = plan.wantedResources().filter((one) => !plan.isFreeInstead(one, one, start));
    const swaps = exchanged(plan, busy, start);
    const repair: Repair | null = swaps === null ? null : { kind: 'other-time', start, swaps };
    if (repair !== null && plan.isFree(repair) && plan.isWithinHours(repair)) return repair;
  }
  return null;
}

function firstOfEachKind(repairs: readonly Repair[]): readonly Repair[] {
  return repairs.filter((repair, at) => repairs.findIndex(({ kind }) => kind === repair.kind) === at);
}

/** On the same side of the wish, a second time is only another one from here on. */
const APART_MINUTES = 30;

/** The nearest free time with the wanted resources, and the nearest on the other side of the wish, else a later one. */
function nearestTimes(plan: Plan): readonly Repair[] {
  const { wanted, location, now } = plan.request;
  let first: Repair | null = null;
  let sameSide: Repair | null = null;
  for (const start of nearestFirst(wanted.start, now, location.zone)) {
    const repair: Repair = { kind: 'other-time', start, swaps: wanted.swaps };
    if (!plan.isFree(repair) || !plan.isWithinHours(repair)) continue;
    if (first === null) first = repair;
    else if (first.start < wanted.start !== start < wanted.start) return [first, repair];
    else if (sameSide === null && isApart(first.start, start)) sameSide = repair;
  }
  return [first, sameSide].filter((repair) => repair !== null);
}

function isApart(a: Instant, b: Instant): boolean {
  return Math.abs(minutesBetween(a, b)) >= APART_MINUTES;
}
