import type { Context } from '#shared/commands/decision.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { isOpenThroughout, resourceHours } from '#shared/scheduling/opening-hours.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';
import { instant } from '#shared/time/instant.ts';
import { type Drop, type Misfit, moveMeant } from '#renderer/timeline/drag-to-command.ts';
import { foresee } from '#renderer/timeline/foresee.ts';

/** What would happen if the visit were dropped there. `soft`: it can be done, but somebody should mean it. */
export type Fit =
  | { readonly kind: 'free' }
  | { readonly kind: 'soft'; readonly because: 'closed' | 'skills' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'misfit'; readonly misfit: Misfit };

export function fitOf(drop: Drop, location: Location, world: World, context: Context): Fit {
  const meant = moveMeant(drop);
  if (meant.kind === 'misfit') return meant;
  if (meant.kind === 'intent') {
    const refusal = foresee(meant.intent, world, context);
    if (refusal !== null) return { kind: 'refused', refusal };
  }
  const service = world.find('services', drop.appointment.serviceId);
  if (service !== null && drop.from.id !== drop.to.id && lacksSkills(drop.to, service)) {
    return { kind: 'soft', because: 'skills' };
  }
  const length = drop.span.end - drop.span.start;
  const isOpen = isWithinHours({ start: drop.start, end: instant(drop.start + length) }, drop.to, location);
  return isOpen ? { kind: 'free' } : { kind: 'soft', because: 'closed' };
}

/** True when no need of the service for this kind of resource could be filled by it. */
export function lacksSkills(resource: Resource, service: Service): boolean {
  const needs = service.phases.flatMap((phase) => phase.needs).filter((need) => need.kind === resource.kind);
  return needs.length > 0 && !needs.some((need) => need.skills.every((skill) => resource.skills.includes(skill)));
}

export function isWithinHours(interval: Interval, resource: Resource, location: Location): boolean {
  return isOpenThroughout(resourceHours(resource, location), interval);
}
