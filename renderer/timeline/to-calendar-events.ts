import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import { wishesByResource } from '#shared/scheduling/visit-claims.ts';
import { type Instant, toIso } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { View } from '#renderer/replica/desk.ts';
import { offEvents, type OffFace } from '#renderer/timeline/off-events.ts';
import { heldBy } from '#renderer/ui/held-by.ts';
import { isClosedLook, type Look, lookOf } from '#renderer/timeline/status-look.ts';

/** What a chip shows; plain values, so that a changed face is told apart by comparing them. */
export type VisitFace = {
  readonly kind: 'visit';
  readonly appointmentId: string;
  readonly look: Look;
  /** Empty while nobody is named yet. */
  readonly name: string;
  readonly moreClients: number;
  readonly service: string;
  readonly color: string;
  readonly isPending: boolean;
  /** Pending, and no other desk can take its time. */
  readonly isGuaranteed: boolean;
  readonly hasNotes: boolean;
  /** An occurrence of a series. */
  readonly repeats: boolean;
  /** The other rows of the visit, by name. */
  readonly others: string;
  /** The whole visit; the row may use only a part of it. */
  readonly start: number;
  readonly end: number;
};

export type BlockFace = {
  readonly kind: 'block';
  readonly blockId: string;
  readonly blockKind: Block['kind'];
  readonly reason: string;
  readonly isPending: boolean;
};

/** What somebody at another desk is about to book. */
export type HoldFace = {
  readonly kind: 'hold';
  readonly holdId: string;
  readonly who: string;
  readonly desk: string;
  readonly expiresAt: Instant;
  /** All rows of it, by name. */
  readonly others: string;
  readonly start: number;
  readonly end: number;
};

export type Face = VisitFace | BlockFace | HoldFace | OffFace;

/** An event for the calendar: one stretch of one row. */
export type CalendarEvent = {
  readonly id: string;
  readonly resourceId: string;
  /** UTC, so that a fold is two different times. */
  readonly start: string;
  readonly end: string;
  readonly face: Face;
};

export type Filter = {
  /** The rows on the screen. */
  readonly resourceIds: ReadonlySet<string>;
  readonly showsClosed: boolean;
  /** Left out: nothing is said of it. */
  readonly isGuaranteed?: (appointment: Appointment) => boolean;
};

/**
 * A visit on each row of each of its resources, for as long as it uses that one. The number in the id follows the
 * order of the phases, so that an exchanged resource moves its event and does not make a new one.
 */
export function visitEvents(appointment: Appointment, view: View, filter: Filter): readonly CalendarEvent[] {
  const look = lookOf(appointment);
  if (!filter.showsClosed && isClosedLook(look)) return [];
  const plain = visitFace(appointment, view);
  const face = { ...plain, isGuaranteed: plain.isPending && filter.isGuaranteed?.(appointment) === true };
  return spansOf(appointment)
    .map(({ resourceId, start, end }, at) => ({
      id: visitEventId(appointment.id, at),
      resourceId,
      start: toIso(start),
      end: toIso(end),
      face: { ...face, others: otherNames(appointment, resourceId, view) },
    }))
    .filter((event) => filter.resourceIds.has(event.resourceId));
}

export function blockEvents(block: Block, view: View, filter: Filter): readonly CalendarEvent[] {
  if (block.isRemoved || !filter.resourceIds.has(block.resourceId)) return [];
  const { id, resourceId, start, end, kind, reason } = block;
  const face: BlockFace = {
    kind: 'block',
    blockId: id,
    blockKind: kind,
    reason,
    isPending: view.isPending('blocks', id),
  };
  return [{ id: `block:${id}`, resourceId, start: toIso(start), end: toIso(end), face }];
}

/** A hold on each row that it claims, without its buffers. */
export function holdEvents(hold: PublicHold, view: View, filter: Filter): readonly CalendarEvent[] {
  const by = heldBy(hold.id, view);
  const visits = hold.claims.filter(({ part }) => part === 'visit');
  if (by === null) return [];
  const names = new Set(visits.flatMap(({ resourceId }) => view.find('resources', resourceId)?.name ?? []));
  const others = [...names].join(', ');
  return visits
    .map(({ resourceId, start, end }, at) => ({
      id: `hold:${hold.id}:${at}`,
      resourceId,
      start: toIso(start),
      end: toIso(end),
      face: { kind: 'hold' as const, holdId: hold.id, ...by, expiresAt: hold.expiresAt, others, start, end },
    }))
    .filter((event) => filter.resourceIds.has(event.resourceId));
}

/** Holds that share time with the window. */
export function holdsIn(window: Interval, { holds }: Pick<View, 'holds'>): readonly PublicHold[] {
  return holds.get().filter(({ claims }) => claims.some((claim) => overlaps(claim, window)));
}

/** Everything that the screen draws in the window. */
export function eventsIn(window: Interval, view: View, filter: Filter): readonly CalendarEvent[] {
  return [
    ...holdsIn(window, view).flatMap((hold) => holdEvents(hold, view, filter)),
    ...[...view.all('timeOff').values()].flatMap((one) => offEvents(one, view, { ...filter, window })),
    ...view.blocksIn(window).flatMap((block) => blockEvents(block, view, filter)),
    ...view.appointmentsIn(window).flatMap((appointment) => visitEvents(appointment, view, filter)),
  ];
}

export function visitEventId(appointmentId: string, at: number): string {
  return `visit:${appointmentId}:${at}`;
}

export type Span = Interval & { readonly resourceId: string };

/** When the visit uses which resource, without buffers. */
export function spansOf(appointment: Appointment): readonly Span[] {
  return [...wishesByResource(appointment).values()].flatMap((wishes) =>
    wishes.filter((wish) => wish.part === 'visit').map(({ resourceId, start, end }) => ({ resourceId, start, end })),
  );
}

function visitFace(appointment: Appointment, view: View): VisitFace {
  const { id, clientIds, label, serviceId, notes, start, end } = appointment;
  const service = view.find('services', serviceId);
  const names = clientIds.flatMap((clientId) => view.find('clients', clientId)?.name ?? []);
  return {
    kind: 'visit',
    appointmentId: id,
    look: lookOf(appointment),
    name: names[0] ?? label,
    moreClients: Math.max(0, names.length - 1),
    service: service?.name ?? '',
    color: service?.color ?? '#868e96',
    isPending: view.isPending('appointments', id),
    isGuaranteed: false,
    hasNotes: notes.trim() !== '',
    repeats: appointment.occurrence !== undefined,
    others: '',
    start,
    end,
  };
}

function otherNames(appointment: Appointment, resourceId: string, view: View): string {
  const ids = new Set(appointment.phases.flatMap((phase) => phase.resourceIds));
  ids.delete(resourceId);
  return [...ids].flatMap((id) => view.find('resources', id)?.name ?? []).join(', ');
}

export function isSameFace(a: Face, b: Face): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Reflect.get(a, key) === Reflect.get(b, key));
}
