import { readyCommand } from '#shared/commands/decide.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { World } from '#shared/scheduling/world.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import { subtract } from '#shared/time/subtract.ts';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import type { Desk } from '#renderer/replica/desk.ts';

/** For what is only tried out. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What the desk would say to this intent now, without doing it; null when it would do it. */
export function foresee(intent: CommandIntent, world: World, context: Context): Refusal | null {
  const ready = readyCommand(intent);
  if (!ready.ok) return ready.refusal;
  const decision = ready.command.decide(world, context);
  if (decision.kind === 'refused') return decision.refusal;
  if (decision.kind === 'displaced') return { code: 'taken', field: '', conflicts: [...decision.conflicts] };
  return null;
}

/** What would be occupied if this were done; null where it would not be, or changes no place. */
export function foreseePlacement(intent: CommandIntent, world: World, context: Context): HoldPlacement | null {
  const ready = readyCommand(intent);
  const decision = ready.ok ? ready.command.decide(world, context) : null;
  if (decision?.kind !== 'accepted') return null;
  for (const change of decision.changes) {
    if (change.collection === 'appointments') return visitPlacement(change.document, world);
    if (change.collection === 'blocks') return blockPlacement(change.document, world);
  }
  return null;
}

function visitPlacement(visit: Appointment, world: World): HoldPlacement | null {
  if (visit.claims.length === 0) return null;
  const { id, locationId, start, phases, bufferBeforeMinutes, bufferAfterMinutes } = visit;
  const appointmentId = world.find('appointments', id) === null ? null : id;
  return { appointmentId, locationId, start, phases, bufferBeforeMinutes, bufferAfterMinutes };
}

/** What the block does not have yet. A hold has one lane and one stretch: where that is not enough, nothing is held. */
function blockPlacement(block: Block, world: World): HoldPlacement | null {
  const resource = world.find('resources', block.resourceId);
  const before = world.find('blocks', block.id);
  const isHad = before !== null && !before.isRemoved && before.resourceId === block.resourceId;
  const [missing, ...more] = subtract(block, isHad ? [before] : []);
  if (resource === null || resource.lanes !== 1 || block.isRemoved || missing === undefined || more.length > 0)
    return null;
  const phases = [{ minutes: minutesBetween(missing.start, missing.end), resourceIds: [resource.id] }];
  const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  return { appointmentId: null, locationId: resource.locationId, start: missing.start, phases, ...buffers };
}

/** The person at the desk, now. The ids name nothing: what is foreseen is never written. */
export function contextAt(desk: Pick<Desk, 'now' | 'session'>): Context {
  const session = desk.session.get();
  const now = desk.now();
  const who = session.state === 'signed-in' ? session.person : null;
  return {
    now,
    deskTime: now,
    commandId: NOBODY,
    deskId: NOBODY,
    actorId: who?.id ?? NOBODY,
    role: who?.role ?? 'receptionist',
  };
}
