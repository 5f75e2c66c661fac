import { z } from 'zod';
import type { DocumentRef } from '#shared/commands/command-definition.ts';
import { idSchema } from '#shared/lib/text.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type Conflict, conflictSchema } from '#shared/scheduling/conflict.ts';
import { isOpenThroughout, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import { overlaps } from '#shared/time/interval.ts';

/** Who was off duty, for a visit that waited in the inbox for it: nothing but this says so once it has left (AV13). */
export const offDutyWaitSchema = z.strictObject({
  locationId: idSchema,
  conflicts: z.array(conflictSchema).min(1).max(50),
});
export type OffDutyWait = Readonly<z.infer<typeof offDutyWaitSchema>>;

/** The part of an inverse's input that brings it back to wait for the same; nothing where it waited for nobody. */
export function offDutyWait({ displacement, locationId }: Appointment): { offDuty?: OffDutyWait } {
  const conflicts = displacement?.conflicts.filter(({ reason }) => reason === 'off-duty') ?? [];
  return conflicts.length === 0 ? {} : { offDuty: { locationId, conflicts } };
}

export function offDutyReads(wait: OffDutyWait | undefined): readonly DocumentRef[] {
  if (wait === undefined) return [];
  return [
    { collection: 'locations', id: wait.locationId },
    ...wait.conflicts.flatMap(({ resourceId, holderId }): DocumentRef[] => [
      { collection: 'resources', id: resourceId },
      ...(holderId === null ? [] : [{ collection: 'timeOff' as const, id: holderId }]),
    ]),
  ];
}

/** Of what the visit waited for, what is so still: its people, at its time, are off duty. */
export function stillOffDuty(wait: OffDutyWait | undefined, visit: Appointment, world: World): readonly Conflict[] {
  const resourceIds = appointmentResourceIds(visit);
  const span = { start: visit.start, end: visitEnd(visit) };
  return (wait?.conflicts ?? []).filter((conflict) => {
    if (!resourceIds.includes(conflict.resourceId) || !overlaps(conflict, span)) return false;
    const { holderId } = conflict;
    return holderId === null ? isClosed(conflict, visit, world) : isOnLeave(holderId, world);
  });
}

function isOnLeave(timeOffId: string, world: World): boolean {
  return world.find('timeOff', timeOffId)?.state === 'approved';
}

function isClosed({ resourceId, start, end }: Conflict, { locationId }: Appointment, world: World): boolean {
  const resource = world.find('resources', resourceId);
  const location = world.find('locations', locationId);
  return resource !== null && location !== null && !isOpenThroughout(resourceHours(resource, location), { start, end });
}
