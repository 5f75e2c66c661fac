import type { CommandIntent } from '#shared/commands/registry.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { Span } from '#renderer/timeline/to-calendar-events.ts';

/** Why a gesture means nothing that could be asked of the desk. */
export type Misfit =
  /** From a person's row to a room's. */
  | 'other-kind'
  /** An edge between two phases, which belongs to neither. */
  | 'inner-edge'
  | 'other-location';

export type Meant =
  | { readonly kind: 'intent'; readonly intent: CommandIntent }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'misfit'; readonly misfit: Misfit };

export type Drop = {
  /** As it was seen when the drag began. */
  readonly appointment: Appointment;
  /** The stretch that was held. */
  readonly span: Span;
  readonly from: Resource;
  /** Where the stretch was let go. */
  readonly to: Resource;
  readonly start: Instant;
};

/** The move that a drop means: the whole visit goes by as much as the stretch did, and one resource is exchanged. */
export function moveMeant({ appointment, span, from, to, start }: Drop): Meant {
  if (from.kind !== to.kind) return { kind: 'misfit', misfit: 'other-kind' };
  if (from.locationId !== to.locationId) return { kind: 'misfit', misfit: 'other-location' };
  const next = instant(appointment.start + (start - span.start));
  if (next === appointment.start && from.id === to.id) return { kind: 'nothing' };
  const intent: CommandIntent = {
    name: 'appointment.move',
    input: {
      appointmentId: appointment.id,
      start: next,
      swaps: from.id === to.id ? [] : [{ from: from.id, to: to.id }],
      seen: seenPlacement(appointment),
    },
  };
  return { kind: 'intent', intent };
}

export type Stretch = { readonly appointment: Appointment; readonly span: Span; readonly to: Interval };

/** The new length that a dragged edge means. Only the edges of the whole visit can be moved. */
export function resizeMeant({ appointment, span, to }: Stretch): Meant {
  const movesStart = to.start !== span.start;
  const movesEnd = to.end !== span.end;
  if (!movesStart && !movesEnd) return { kind: 'nothing' };
  const isInner = (movesStart && span.start !== appointment.start) || (movesEnd && span.end !== appointment.end);
  if (isInner) return { kind: 'misfit', misfit: 'inner-edge' };
  const intent: CommandIntent = {
    name: 'appointment.resize',
    input: {
      appointmentId: appointment.id,
      start: movesStart ? to.start : appointment.start,
      end: movesEnd ? to.end : appointment.end,
      seen: seenPlacement(appointment),
    },
  };
  return { kind: 'intent', intent };
}

/** A new booking with the same client, service and resources, at another time or with one resource exchanged. */
export function copyIntent({ appointment, span, from, to, start }: Drop, appointmentId: string): CommandIntent {
  const { locationId, serviceId, clientIds, label, notes, phases } = appointment;
  const clientId = clientIds[0];
  return {
    name: 'appointment.book',
    input: {
      appointmentId,
      locationId,
      serviceId,
      client: clientId === undefined ? { kind: 'nobody' } : { kind: 'known', id: clientId },
      label,
      start: instant(appointment.start + (start - span.start)),
      phases: phases.map((phase) => ({
        minutes: phase.minutes,
        resourceIds: phase.resourceIds.map((id) => (id === from.id ? to.id : id)),
      })),
      substitutes: [],
      status: 'booked',
      source: 'desk',
      notes,
    },
  };
}

/** Where a copied visit may be put down: a row that it can use, in place of the resource of that kind that it has. */
export function pasteDrop(
  appointment: Appointment,
  to: Resource,
  start: Instant,
  find: (resourceId: string) => Resource | null,
): Drop | null {
  const own = appointmentResourceIds(appointment).flatMap((id) => find(id) ?? []);
  const from = own.find((one) => one.id === to.id) ?? own.find((one) => one.kind === to.kind);
  if (from === undefined || from.locationId !== to.locationId) return null;
  const span = { resourceId: from.id, start: appointment.start, end: appointment.end };
  return { appointment, span, from, to, start };
}

/** Blocked time, moved or stretched; blocks may go to any row of the location. */
export function blockMeant(block: Block, to: Interval & { readonly resourceId: string }): Meant {
  if (to.start === block.start && to.end === block.end && to.resourceId === block.resourceId)
    return { kind: 'nothing' };
  const { id: blockId, kind, reason } = block;
  const { resourceId, start, end } = to;
  return { kind: 'intent', intent: { name: 'block.put', input: { blockId, resourceId, start, end, kind, reason } } };
}
