import { bookAppointment } from '#shared/commands/book-appointment.ts';
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
import type { InboxItem } from '#renderer/replica/desk.ts';

/** One thing that waits for a person's decision, whatever brought it here. */
export type InboxCase = {
  readonly key: string;
  readonly kind: InboxItem['kind'];
  /** The name of the command on the wire. */
  readonly did: string;
  /** The visit as it is now; null where there is none on this desk. */
  readonly appointment: Appointment | null;
  /** Where it was to be; null for a wish that is not about a place. */
  readonly wanted: (Place & { readonly span: Interval; readonly resourceIds: readonly string[] }) | null;
  readonly who: string;
  readonly conflicts: readonly Conflict[];
  readonly refusal: RefusalCode | null;
  readonly actorId: string;
  /** When the person did it by their desk's clock, and when the server said no. */
  readonly deskTime: Instant;
  readonly decidedAt: Instant;
};

export function toCase(item: InboxItem, world: World): InboxCase {
  return item.kind === 'displaced' ? displacedCase(item.appointment, world) : refusedCase(item, world);
}

function displacedCase(appointment: Appointment, world: World): InboxCase {
  const { displacement, start } = appointment;
  return {
    key: appointment.id,
    kind: 'displaced',
    did: 'appointment.book',
    appointment,
    wanted: wantedPlace(appointment, { start, swaps: [] }),
    who: whoOf(appointment, world),
    conflicts: displacement?.conflicts ?? [],
    refusal: null,
    actorId: displacement?.actorId ?? appointment.createdBy,
    deskTime: displacement?.deskTime ?? appointment.updatedAt,
    decidedAt: displacement?.decidedAt ?? appointment.updatedAt,
  };
}

function refusedCase(
  { entry: { command }, verdict }: Extract<InboxItem, { kind: 'refused' }>,
  world: World,
): InboxCase {
  const appointmentId = stringOf(command.input, 'appointmentId');
  const appointment = appointmentId === null ? null : world.find('appointments', appointmentId);
  return {
    key: command.id,
    kind: 'refused',
    did: command.name,
    appointment,
    wanted: appointment === null ? null : wantedMove(command.input, appointment),
    who: appointment === null ? whoWasMeant(command.input, world) : whoOf(appointment, world),
    conflicts: verdict.refusal.conflicts,
    refusal: verdict.refusal.code,
    actorId: command.actorId,
    deskTime: command.deskTime,
    decidedAt: verdict.decidedAt,
  };
}

function wantedMove(input: unknown, appointment: Appointment): InboxCase['wanted'] {
  const move = moveAppointment.schema.safeParse(input);
  if (!move.success) return null;
  // The visit may have got other resources since: what it no longer has cannot be exchanged.
  const { resourceIds } = { resourceIds: new Set(appointment.phases.flatMap((phase) => phase.resourceIds)) };
  const swaps = move.data.swaps.filter(({ from }) => resourceIds.has(from));
  return wantedPlace(appointment, { start: move.data.start, swaps });
}

function wantedPlace(appointment: Appointment, { start, swaps }: Place): NonNullable<InboxCase['wanted']> {
  const phases = swapped(appointment.phases, swaps);
  const resourceIds = [...new Set(phases.flatMap((phase) => phase.resourceIds))];
  return { start, swaps, span: { start, end: visitEnd({ start, phases }) }, resourceIds };
}

export function whoOf({ clientIds, label }: Appointment, world: World): string {
  return clientIds.flatMap((id) => world.find('clients', id)?.name ?? []).join(', ') || label;
}

function whoWasMeant(input: unknown, world: World): string {
  const booking = bookAppointment.schema.safeParse(input);
  if (booking.success) {
    const { client, label } = booking.data;
    if (client.kind === 'new') return client.name;
    return client.kind === 'known' ? (world.find('clients', client.id)?.name ?? '') : label;
  }
  const resourceId = stringOf(input, 'resourceId');
  return resourceId === null ? '' : (world.find('resources', resourceId)?.name ?? '');
}

function stringOf(input: unknown, key: string): string | null {
  if (typeof input !== 'object' || input === null) return null;
  const value: unknown = Object.entries(input).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : null;
}
