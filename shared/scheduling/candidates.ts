import type { Resource, ResourceKind } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';

/**
 * A place that one resource fills for the whole visit: phases that ask for the same kind and skills share it, so that
 * a client keeps one practitioner. `key` is stable for a service: `practitioner:massage#0`.
 */
export type Seat = {
  readonly key: string;
  /** `any` where the service does not say whom it needs, as after an import: then whoever the person chooses. */
  readonly kind: ResourceKind | 'any';
  readonly skills: readonly string[];
  /** Positions of the phases in which it is occupied. */
  readonly phases: readonly number[];
};

/** The places that a service asks to be filled, practitioners first; at least one, for a visit is always somewhere. */
export function seatsOf({ phases }: Pick<Service, 'phases'>): readonly Seat[] {
  const seats = new Map<string, Seat>();
  if (phases.every(({ needs }) => needs.length === 0)) {
    return [{ key: 'any#0', kind: 'any', skills: [], phases: phases.map((_, at) => at) }];
  }
  phases.forEach(({ needs }, at) => {
    const taken = new Map<string, number>();
    for (const need of needs) {
      const name = `${need.kind}:${need.skills.toSorted().join('+')}`;
      for (let number = 0; number < need.count; number += 1) {
        const ordinal = taken.get(name) ?? 0;
        taken.set(name, ordinal + 1);
        const key = `${name}#${ordinal}`;
        const seat = seats.get(key) ?? { key, kind: need.kind, skills: need.skills, phases: [] };
        seats.set(key, { ...seat, phases: [...seat.phases, at] });
      }
    }
  });
  return [...seats.values()].toSorted((a, b) => kindOrder[a.kind] - kindOrder[b.kind]);
}

const kindOrder: Readonly<Record<Seat['kind'], number>> = { practitioner: 0, room: 1, equipment: 2, any: 3 };

/** Who or what can fill a place: of its kind, with all its skills, here, and in use. In the desk's own order. */
export function candidatesFor(
  { kind, skills }: Pick<Seat, 'kind' | 'skills'>,
  locationId: string,
  resources: readonly Resource[],
): readonly Resource[] {
  return resources.filter((resource) => canFill(resource, { kind, skills }, locationId)).toSorted(byDeskOrder);
}

export function canFill(resource: Resource, seat: Pick<Seat, 'kind' | 'skills'>, locationId: string): boolean {
  return (
    resource.isActive &&
    resource.lanes > 0 &&
    (seat.kind === 'any' || resource.kind === seat.kind) &&
    resource.locationId === locationId &&
    seat.skills.every((skill) => resource.skills.includes(skill))
  );
}

function byDeskOrder(a: Resource, b: Resource): number {
  if (a.order !== b.order) return a.order - b.order;
  return a.name === b.name ? compare(a.id, b.id) : compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
