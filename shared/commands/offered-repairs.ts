import { readyCommand } from '#shared/commands/decide.ts';
import type { Context } from '#shared/commands/decision.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { type Repair, type RepairRequest, repairsFor } from '#shared/scheduling/repairs.ts';
import type { World } from '#shared/scheduling/world.ts';

/** A repair, ready to be submitted. */
export type OfferedRepair = {
  readonly repair: Repair;
  readonly intent: Extract<CommandIntent, { name: 'appointment.move' | 'appointment.book' }>;
};

/** The repairs that `decide()` accepts as things are: none is offered that would be refused. */
export function offeredRepairs(request: RepairRequest, world: World, context: Context): readonly OfferedRepair[] {
  return repairsFor(request, world)
    .map((repair) => ({ repair, intent: repairIntent(request, repair) }))
    .filter(({ intent }) => isAccepted(intent, world, context));
}

function repairIntent({ appointment }: RepairRequest, { start, swaps }: Repair): OfferedRepair['intent'] {
  const input = { appointmentId: appointment.id, start, swaps: [...swaps], seen: seenPlacement(appointment) };
  return { name: 'appointment.move', input };
}

/** Whether the command would be accepted as it is meant. */
export function isAccepted(intent: CommandIntent, world: World, context: Context): boolean {
  const ready = readyCommand(intent);
  return ready.ok && ready.command.decide(world, context).kind === 'accepted';
}
