/** PostgreSQL's channel on which a commit says whose data changed; the payload is the tenant's id, and what it was. */
export const CHANGES_CHANNEL = 'frontdesk_changes';

const kinds = ['changed', 'leases', 'holds'] as const;

/** What happened to a tenant: its documents changed, its leases are asked for, or its holds changed. */
export type ChangeKind = (typeof kinds)[number];

export function payloadOf(tenantId: string, kind: ChangeKind): string {
  return kind === 'changed' ? tenantId : `${tenantId}:${kind}`;
}

export function readPayload(payload: string): { readonly tenantId: string; readonly kind: ChangeKind } {
  const [tenantId = '', word] = payload.split(':');
  return { tenantId, kind: kinds.find((kind) => kind === word) ?? 'changed' };
}
