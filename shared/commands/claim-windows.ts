import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { type Visit, visitEnd } from '#shared/scheduling/visit-claims.ts';
import { plusMinutes } from '#shared/time/instant.ts';

/** Where a visit's claims may fall: each of its resources, buffers included. */
export function claimWindows(visit: Visit, otherResourceIds: readonly string[] = []): readonly ClaimWindow[] {
  const start = plusMinutes(visit.start, -visit.bufferBeforeMinutes);
  const end = plusMinutes(visitEnd(visit), visit.bufferAfterMinutes);
  const ids = new Set([...appointmentResourceIds(visit), ...otherResourceIds]);
  return [...ids].map((resourceId) => ({ resourceId, start, end }));
}
