import { readyCommand } from '#shared/commands/decide.ts';
import type { Context } from '#shared/commands/decision.ts';
import { overlayWorld } from '#shared/commands/overlay-world.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import { outcomeOfDecision, type RowOutcome } from '#shared/importing/row-outcome.ts';
import type { World } from '#shared/scheduling/world.ts';

/** Judges an import command by command as the server would, and keeps what it decided to itself. */
export type DryRun = { decide(command: PlannedCommand): RowOutcome };

/** @param base what is booked already, as far as the caller knows. */
export function startDryRun(base: World, context: Omit<Context, 'commandId'>): DryRun {
  const overlay = overlayWorld(base);
  return {
    decide: ({ commandId, intent }) => {
      const ready = readyCommand(intent);
      if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
      const decision = ready.command.decide(overlay, { ...context, commandId });
      if (decision.kind !== 'refused') overlay.apply(decision.changes);
      return outcomeOfDecision(decision);
    },
  };
}
