/** PostgreSQL's channel on which a commit says whose data changed; the payload is the tenant's id. */
export const CHANGES_CHANNEL = 'frontdesk_changes';

/** What happened to a tenant: its documents changed, or its leases are asked for. */
export type ChangeKind = 'changed' | 'leases';

const leasesSuffix = ':leases';

export function leasesPayload(tenantId: string): string {
  return `${tenantId}${leasesSuffix}`;
}

export function readPayload(payload: string): { readonly tenantId: string; readonly kind: ChangeKind } {
  const isLeases = payload.endsWith(leasesSuffix);
  return {
    tenantId: isLeases ? payload.slice(0, -leasesSuffix.length) : payload,
    kind: isLeases ? 'leases' : 'changed',
  };
}
