import { z } from 'zod';
import type { Adjustment } from '#shared/commands/verdict.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Phase } from '#shared/scheduling/appointment.ts';
import { place, type Placement } from '#shared/scheduling/place.ts';
import type { Visit } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';

/** "Any of these will do": resources that may stand in for the one named, in order of preference. */
export const substitutesSchema = z
  .array(z.strictObject({ resourceId: idSchema, alternativeIds: z.array(idSchema).max(50) }))
  .max(10);
export type Substitutes = z.infer<typeof substitutesSchema>;

type Found =
  | (Extract<Placement, { kind: 'placed' }> & {
      readonly phases: readonly Phase[];
      readonly adjustments: readonly Adjustment[];
    })
  | Extract<Placement, { kind: 'taken' }>;

/** Places the visit as asked; where a resource is taken, with the first stand-in that is free. */
export function placeWithSubstitutes(visit: Visit, substitutes: Substitutes, world: World, holderId: string): Found {
  let phases: readonly Phase[] = visit.phases;
  const adjustments: Adjustment[] = [];
  for (const { resourceId, alternativeIds } of substitutes) {
    const isFree = (id: string): boolean =>
      place({ ...visit, phases: alone(phases, resourceId, id) }, world, holderId).kind === 'placed';
    if (isFree(resourceId)) continue;
    const instead = alternativeIds.find((id) => !uses(phases, id) && isFree(id));
    if (instead === undefined) continue;
    phases = swapResource(phases, resourceId, instead);
    adjustments.push({ kind: 'resource-substituted', from: resourceId, to: instead });
  }
  const placement = place({ ...visit, phases }, world, holderId);
  return placement.kind === 'placed' ? { ...placement, phases, adjustments } : placement;
}

/** The phases with nobody in them but the candidate, in the place of the resource that was asked for. */
function alone(phases: readonly Phase[], resourceId: string, candidateId: string): readonly Phase[] {
  return phases.map((phase) => ({
    minutes: phase.minutes,
    resourceIds: phase.resourceIds.includes(resourceId) ? [candidateId] : [],
  }));
}

function uses(phases: readonly Phase[], resourceId: string): boolean {
  return phases.some((phase) => phase.resourceIds.includes(resourceId));
}

export function swapResource(phases: readonly Phase[], from: string, to: string): Phase[] {
  return phases.map((phase) => ({
    minutes: phase.minutes,
    resourceIds: phase.resourceIds.map((id) => (id === from ? to : id)),
  }));
}
