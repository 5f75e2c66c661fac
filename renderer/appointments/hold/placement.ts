import type { Assignment } from '#shared/scheduling/assign-phases.ts';
import { place } from '#shared/scheduling/place.ts';
import type { Service } from '#shared/scheduling/service.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';

type Planned = { readonly service: Service; readonly start: Instant; readonly assignment: Assignment };

/** What a planned visit would occupy; null where it cannot be had anyway. */
export function plannedPlacement({ service, start, assignment }: Planned, locationId: string): HoldPlacement | null {
  if (assignment.kind !== 'free') return null;
  const { bufferBeforeMinutes, bufferAfterMinutes } = service;
  const { phases } = assignment;
  return { appointmentId: null, locationId, start, phases, bufferBeforeMinutes, bufferAfterMinutes };
}

export type ChosenStretch = {
  readonly locationId: string;
  readonly resourceId: string;
  readonly start: Instant;
  /** As long as it was selected; null where only a point was chosen. */
  readonly minutes: number | null;
};

const USUAL_MINUTES = [30, 20, 15, 10, 5];

/** The row and time that were pointed at, before anybody knows what for; as long as is free there, half an hour at most. */
export function stretchPlacement(
  { locationId, resourceId, start, minutes }: ChosenStretch,
  world: World,
): HoldPlacement | null {
  const lengths = minutes === null ? USUAL_MINUTES : [minutes];
  const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  const placements = lengths.map((length): HoldPlacement => {
    const phases = [{ minutes: length, resourceIds: [resourceId] }];
    return { appointmentId: null, locationId, start, phases, ...buffers };
  });
  return placements.find((one) => place(one, world, '').kind === 'placed') ?? null;
}
