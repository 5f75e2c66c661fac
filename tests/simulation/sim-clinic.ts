import type { LeaseRule } from '#shared/scheduling/lease.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Person, Role } from '#shared/scheduling/person.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { location, resource, service } from '#tests/builders/clinic.ts';
import { rowKey, type Tables } from '#tests/simulation/store/memory-engine.ts';

/** An identifier that says whose it is: the second group is the tenant's, so that a stranger's is seen at once (I6). */
export function simId(kind: string, tenant: number, number: number): string {
  const head = [...kind]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(8, '0')
    .slice(0, 8);
  return `${head}${tenantMark(tenant)}${String(number).padStart(12, '0')}`;
}

/** The part of an identifier that only this tenant's have. */
export function tenantMark(tenant: number): string {
  return `-a0a${tenant}-4000-8000-`;
}

/** Thursday 26 November 2026 at nine, UTC. */
const firstSlot = Date.UTC(2026, 10, 26, 9);
const SLOT_MS = 15 * 60_000;

export function slotStart(slot: number, shiftMs = 0): Instant {
  return instant(firstSlot + slot * SLOT_MS + shiftMs);
}

export type SimClinic = {
  readonly tenant: number;
  readonly tenantId: string;
  readonly locationId: string;
  readonly serviceIds: readonly string[];
  readonly resourceIds: readonly string[];
  readonly people: readonly Person[];
};

const roles: readonly Role[] = ['manager', 'receptionist', 'receptionist', 'practitioner'];

export function simClinic(tenant: number, resources: number): SimClinic {
  return {
    tenant,
    tenantId: simId('tent', tenant, 0),
    locationId: simId('loc', tenant, 0),
    serviceIds: [simId('svc', tenant, 0), simId('svc', tenant, 1)],
    resourceIds: Array.from({ length: resources }, (_, at) => simId('res', tenant, at)),
    people: roles.map((role, at): Person => {
      return {
        id: simId('pers', tenant, at),
        version: 1,
        name: `${role} ${at}`,
        title: '',
        role,
        color: '#112233',
        isActive: true,
      };
    }),
  };
}

type ClinicDocument = {
  readonly collection: 'locations' | 'resources' | 'services';
  readonly document: Location | Resource | Service;
};

/** What the clinic works with, apart from its people. */
export function clinicDocuments(
  { locationId, serviceIds, resourceIds }: SimClinic,
  leaseRules: readonly LeaseRule[] = [],
): readonly ClinicDocument[] {
  return [
    { collection: 'locations', document: location({ id: locationId, leaseRules: [...leaseRules] }) },
    ...resourceIds.map((id, at): ClinicDocument => {
      return {
        collection: 'resources',
        document: resource({ id, locationId, name: `Room ${at}`, lanes: at === 2 ? 2 : 1 }),
      };
    }),
    ...serviceIds.map((id, at): ClinicDocument => {
      return {
        collection: 'services',
        document: service({ id, bufferBeforeMinutes: at * 5, bufferAfterMinutes: at * 15 }),
      };
    }),
  ];
}

/** The clinic as it stands before anybody acts. */
export function seedClinic(tables: Tables, clinic: SimClinic, leaseRules: readonly LeaseRule[] = []): void {
  const { tenantId, people } = clinic;
  const put = (collection: Collection, document: AnyDocument): void => {
    const key = rowKey(tenantId, collection, document.id);
    const versions = [{ seq: 0, xid: 1, stampMs: 0, visibleAt: 0, document }];
    tables.rows.set(key, { key, tenantId, collection, id: document.id, versions });
  };
  for (const { collection, document } of clinicDocuments(clinic, leaseRules)) put(collection, document);
  for (const person of people) put('people', person);
}
