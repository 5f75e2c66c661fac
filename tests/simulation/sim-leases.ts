import type { LeaseRule } from '#shared/scheduling/lease.ts';
import type { SimOptions } from '#tests/simulation/options.ts';
import { type SimClinic, simId } from '#tests/simulation/sim-clinic.ts';

/** Long enough for the days on which everything is booked. */
const DAYS = 7;

/** What the clinic keeps for its first desk: a room, for as long as its day lasts or for a minute since it was in touch. */
export function leaseRulesOf(
  { tenant, resourceIds }: SimClinic,
  { leases }: Pick<SimOptions, 'leases'>,
): readonly LeaseRule[] {
  if (leases === 'none') return [];
  const lastsMinutes = leases === 'short' ? 1 : null;
  return [{ deskId: simId('desk', tenant, tenant), resourceIds: resourceIds.slice(0, 1), days: DAYS, lastsMinutes }];
}
