import { candidatesFor, canFill, seatsOf } from '#shared/scheduling/candidates.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';

type AlternativesRequest = {
  readonly service: Pick<Service, 'phases'> | null;
  readonly locationId: string;
  readonly resources: readonly Resource[];
};

/**
 * Who or what could do the resource's part of a visit: the same kind, here, with every skill of the most demanding place
 * that the resource fills. Where the service does not ask for it, any of its kind will do.
 */
export function alternativesTo(
  resource: Resource,
  { service, locationId, resources }: AlternativesRequest,
): readonly Resource[] {
  const seats = service === null ? [] : seatsOf(service);
  const filled = seats
    .filter((seat) => canFill({ ...resource, isActive: true, lanes: 1, locationId }, seat, locationId))
    .toSorted((a, b) => b.skills.length - a.skills.length)[0];
  const seat = { kind: resource.kind, skills: filled?.skills ?? [] };
  return candidatesFor(seat, locationId, resources).filter(({ id }) => id !== resource.id);
}
