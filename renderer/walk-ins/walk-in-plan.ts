import type { CommandIntent } from '#shared/commands/registry.ts';
import type { FreeSlot } from '#shared/scheduling/free-slots.ts';
import { freeSlots } from '#shared/scheduling/free-slots.ts';
import { isOpenThroughout, locationHours } from '#shared/scheduling/opening-hours.ts';
import type { Service } from '#shared/scheduling/service.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import { type Instant, instant, minutesBetween, plusMinutes } from '#shared/time/instant.ts';
import type { ClientPick } from '#renderer/appointments/booking/booking-form.ts';
import { plannedPlacement } from '#renderer/appointments/hold/placement.ts';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import { firstFound, type PlanningDesk, substitutesOf } from '#renderer/appointments/booking/booking-plan.ts';

/** What can be promised to somebody who stands at the desk. */
export type WalkInPlan = {
  readonly service: Service;
  readonly slot: FreeSlot;
  readonly end: Instant;
  /** 0 is now. */
  readonly waitMinutes: number;
  readonly isOutsideHours: boolean;
};

export type WalkInWish = {
  readonly serviceId: string | null;
  readonly seats: ReadonlyMap<string, string | null>;
};

const LONGEST_WAIT_MINUTES = 12 * 60;

/**
 * The next start for somebody who is here: this very minute where it can be, else the next five minutes that fit. Within
 * opening hours if they still allow it today; a clinic that is closed has taken this person in all the same.
 */
export function planWalkIn({ serviceId, seats }: WalkInWish, desk: PlanningDesk): WalkInPlan | null {
  const service = serviceId === null ? null : desk.world.find('services', serviceId);
  if (service === null) return null;
  const now = thisMinute(desk.now);
  const chosen = new Map([...seats].filter((pair): pair is [string, string] => pair[1] !== null));
  const search = (hours: 'respected' | 'ignored'): FreeSlot | undefined =>
    firstFound([desk.offering, desk.world], (world) =>
      freeSlots(
        {
          service,
          location: desk.location,
          chosen,
          preferredIds: [],
          resources: desk.resources,
          holderId: desk.appointmentId,
          from: now,
          until: plusMinutes(now, LONGEST_WAIT_MINUTES),
          stepMinutes: 5,
          isFromTried: true,
          count: 1,
          hours,
        },
        world,
      ),
    )[0];
  const isOpen = isOpenThroughout(locationHours(desk.location), { start: now, end: plusMinutes(now, 1) });
  const slot = (isOpen ? search('respected') : undefined) ?? search('ignored');
  if (slot === undefined) return null;
  const end = visitEnd({ start: slot.start, phases: slot.assignment.phases });
  const isOutsideHours = !isOpenThroughout(locationHours(desk.location), { start: slot.start, end });
  return { service, slot, end, waitMinutes: minutesBetween(now, slot.start), isOutsideHours };
}

/** The visit starts with the minute that has begun, never in its future. */
function thisMinute(now: Instant): Instant {
  return instant(Math.floor(now / 60_000) * 60_000);
}

/** What is kept for them while they are being written down. */
export function walkInPlacement(plan: WalkInPlan | null, locationId: string): HoldPlacement | null {
  return plan === null ? null : plannedPlacement({ ...plan, ...plan.slot }, locationId);
}

export function walkInIntent(
  client: ClientPick | null,
  { service, slot }: WalkInPlan,
  { appointmentId, location }: PlanningDesk,
): Extract<CommandIntent, { name: 'appointment.book' }> {
  return {
    name: 'appointment.book',
    input: {
      appointmentId,
      locationId: location.id,
      serviceId: service.id,
      client: client?.choice ?? { kind: 'nobody' },
      label: client?.label ?? '',
      start: slot.start,
      phases: slot.assignment.phases.map(({ minutes, resourceIds }) => ({ minutes, resourceIds: [...resourceIds] })),
      substitutes: substitutesOf(slot.assignment),
      status: 'arrived',
      source: 'walk-in',
      notes: '',
    },
  };
}
