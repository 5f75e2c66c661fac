import type { z } from 'zod';
import { defineCommand, everyRole } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { idSchema } from '#shared/lib/text.ts';
import { plannedDateSchema } from '#shared/scheduling/availability/planned-days.ts';
import { LONGEST_TIME_OFF_DAYS, type TimeOff, timeOffFault, timeOffFields } from '#shared/scheduling/time-off.ts';
import type { World } from '#shared/scheduling/world.ts';
import { addDays } from '#shared/time/local.ts';

const schema = timeOffFields
  .extend({ timeOffId: idSchema, fromDate: plannedDateSchema, toDate: plannedDateSchema })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { error: 'end-before-start', path: ['toDate'] })
  .refine(({ fromDate, toDate }) => toDate < addDays(fromDate, LONGEST_TIME_OFF_DAYS), {
    error: 'time-off-too-long',
    path: ['toDate'],
  });
export type RequestTimeOff = z.infer<typeof schema>;

/** Asks for time off; also how a request that was withdrawn is made again. It holds no time until it is approved. */
export const requestTimeOff = defineCommand({
  name: 'time-off.request',
  schema,
  roles: everyRole,
  reads: ({ timeOffId, resourceId }) => [
    { collection: 'timeOff', id: timeOffId },
    { collection: 'resources', id: resourceId },
  ],
  claims: () => [],
  decide,
  invert: ({ timeOffId }) => ({ name: 'time-off.withdraw', input: { timeOffId } }),
});

function decide({ timeOffId, ...fields }: RequestTimeOff, world: World, context: Context): Decision {
  const resource = world.find('resources', fields.resourceId);
  if (resource === null) return refuse('unknown-resource', 'resourceId');
  if (context.role === 'practitioner' && resource.personId !== context.actorId) return refuse('not-permitted');
  const before = world.find('timeOff', timeOffId);
  if (before !== null && before.state !== 'withdrawn') return refuse('already-exists', 'timeOffId');
  const location = world.find('locations', resource.locationId);
  const clockFault = location === null ? null : timeOffFault(fields, location.zone);
  if (clockFault !== null) return refuse(clockFault, 'hours');
  const document: TimeOff = {
    ...fields,
    id: timeOffId,
    version: (before?.version ?? 0) + 1,
    state: 'requested',
    claims: [],
    requestedBy: context.actorId,
    requestedAt: context.now,
    decidedBy: null,
    decidedAt: null,
    decisionNote: '',
  };
  return accept([{ collection: 'timeOff', document }]);
}
