import { z } from 'zod';
import { defineCommand, everyRole } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { World } from '#shared/scheduling/world.ts';

const schema = z.strictObject({ timeOffId: idSchema });

/** Takes a request back, or leave that was approved: its time can be booked again. */
export const withdrawTimeOff = defineCommand({
  name: 'time-off.withdraw',
  schema,
  roles: everyRole,
  reads: ({ timeOffId }) => [{ collection: 'timeOff', id: timeOffId }],
  claims: () => [],
  decide,
  invert: ({ timeOffId }, before) => {
    const timeOff = before.find('timeOff', timeOffId);
    if (timeOff === null || timeOff.state === 'withdrawn') return null;
    const { resourceId, fromDate, toDate, hours, disambiguation, kind, note } = timeOff;
    const days = { fromDate, toDate, hours, ...(disambiguation !== undefined && { disambiguation }) };
    return { name: 'time-off.request', input: { timeOffId, resourceId, ...days, kind, note } };
  },
});

function decide({ timeOffId }: z.infer<typeof schema>, world: World, context: Context): Decision {
  const timeOff = world.find('timeOff', timeOffId);
  if (timeOff === null) return refuse('unknown-time-off', 'timeOffId');
  if (!mayWithdraw(timeOff, world, context)) return refuse('not-permitted');
  if (timeOff.state === 'withdrawn') return accept([]);
  if (timeOff.state === 'declined') return refuse('changed-meanwhile');
  const document = { ...timeOff, version: timeOff.version + 1, state: 'withdrawn' as const, claims: [] };
  return accept([{ collection: 'timeOff', document }]);
}

type Asked = { readonly requestedBy: string; readonly resourceId: string };

/** Managers all; others what they asked for, and practitioners what was asked for them. */
function mayWithdraw({ requestedBy, resourceId }: Asked, world: World, { actorId, role }: Context): boolean {
  if (role === 'owner' || role === 'manager' || requestedBy === actorId) return true;
  return world.find('resources', resourceId)?.personId === actorId;
}
