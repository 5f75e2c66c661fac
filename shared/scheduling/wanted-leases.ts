import type { LeaseRule } from '#shared/scheduling/lease.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { addDays, dayInterval, localDate } from '#shared/time/local.ts';

/** A resource's local day that a rule keeps for a desk. */
export type WantedLease = Interval & { readonly resourceId: string; readonly expiresAt: Instant };

/** Everything that the rules of these locations keep for the desk now (LE1, LE3), once for each resource and day. */
export function wantedLeases(locations: readonly Location[], deskId: string, now: Instant): readonly WantedLease[] {
  const wanted = new Map<string, WantedLease>();
  for (const location of locations.filter(({ isActive }) => isActive)) {
    for (const rule of (location.leaseRules ?? []).filter((one) => one.deskId === deskId)) {
      for (const one of wantedByRule(location, rule, now)) {
        const key = `${one.resourceId}/${one.start}`;
        const known = wanted.get(key);
        if (known === undefined || known.expiresAt < one.expiresAt) wanted.set(key, one);
      }
    }
  }
  return [...wanted.values()];
}

function wantedByRule({ zone }: Location, rule: LeaseRule, now: Instant): readonly WantedLease[] {
  const today = localDate(now, zone);
  return Array.from({ length: rule.days }, (_, ahead) => dayInterval(addDays(today, ahead), zone)).flatMap((day) => {
    const untilIdle = rule.lastsMinutes === null ? day.end : plusMinutes(now, rule.lastsMinutes);
    const expiresAt = instant(Math.min(day.end, untilIdle));
    return rule.resourceIds.map((resourceId) => ({ resourceId, ...day, expiresAt }));
  });
}
