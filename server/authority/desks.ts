import { createHash, hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Enrolment } from '#shared/replication/session.ts';
import { appendNote } from '#server/authority/audit/append-note.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { inCompany } from '#server/authority/in-company.ts';
import { freeDeskName, tellDeskNames } from '#server/authority/postgres/desk-names.ts';
import type { Schema } from '#server/database/schema.ts';
import { withEnrolmentCode, withTenant } from '#server/database/tenant-scope.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** A key names its tenant and desk, so that it is looked for among that tenant's rows alone; the secret proves it. */
const keyPattern = new RegExp(`^fd1_(${uuid})_(${uuid})_([A-Za-z0-9_-]{43})$`);

/** Gives a desk that knows the clinic's code a key of its own; null when the code is no clinic's. */
export async function enrolDesk(db: Kysely<Schema>, code: string, deskName: string): Promise<Enrolment | null> {
  const tenant = await withEnrolmentCode(db, normalizedCode(code), async (tx) =>
    tx.selectFrom('tenant').select(['id', 'name']).executeTakeFirst(),
  );
  if (tenant === undefined) return null;
  const desk = { tenantId: tenant.id, deskId: randomUUID() };
  const { deskKey, keyHash } = newKey(desk);
  await withTenant(db, tenant.id, async (tx) => {
    const name = await freeDeskName(tx, desk, deskName);
    await insertDesk(tx, { ...desk, name, keyHash });
    await tellDeskNames(tx, tenant.id);
    await appendNote(tx, tenant.id, { name: 'desk.enrol', deskId: desk.deskId, deskName: name });
  });
  return { deskId: desk.deskId, deskKey, tenantId: tenant.id, tenantName: tenant.name };
}

/** Makes the desk unless it is there; its key is new, and any older one ends. */
export async function storeDesk(db: Kysely<Schema>, desk: DeskIdentity, name: string): Promise<string> {
  const { deskKey, keyHash } = newKey(desk);
  await withTenant(db, desk.tenantId, (tx) => insertDesk(tx, { ...desk, name, keyHash }));
  return deskKey;
}

function newKey({ tenantId, deskId }: DeskIdentity): { readonly deskKey: string; readonly keyHash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { deskKey: `fd1_${tenantId}_${deskId}_${secret}`, keyHash: hashOf(secret) };
}

type NewDesk = DeskIdentity & { readonly name: string; readonly keyHash: Buffer };

async function insertDesk(tx: Kysely<Schema>, { tenantId, deskId, name, keyHash }: NewDesk): Promise<void> {
  await sql`
    insert into desk (tenant_id, id, name, key_hash) values (${tenantId}, ${deskId}, ${name}, ${keyHash})
    on conflict (tenant_id, id) do update set key_hash = excluded.key_hash, revoked_at = null`.execute(tx);
}

type Known = { readonly name: string };
type KeyClaim = { readonly deskId: string; readonly secret: string };

/** For so long a key that has proved itself is believed after it has ended (DK1). */
const BELIEVED_MS = 1_000;
/** Bounds the memory; more desks than this at once are only looked up more often. */
const mostBelieved = 1_000;

/**
 * Tells whose key it is; null when nobody's, or no longer. A key that proved itself a moment ago is not looked up again,
 * and those that are looked up at once are looked up together.
 * @param now a clock that never goes back.
 */
export function authenticateInGroups(
  db: Kysely<Schema>,
  now: () => number = () => performance.now(),
): (deskKey: string) => Promise<DeskIdentity | null> {
  const check = inCompany<KeyClaim, Known | null>({
    atOnce: 1,
    most: 200,
    sizeOf: () => 1,
    work: (tenantId, claims) => knownDesks(db, tenantId, claims),
  });
  const believed = new Map<string, { readonly identity: DeskIdentity; readonly until: number }>();
  return async (deskKey) => {
    // By its hash: how long the search takes says nothing about the key.
    const mark = hash('sha256', deskKey, 'base64');
    const before = believed.get(mark);
    if (before !== undefined && now() < before.until) return before.identity;
    const [, tenantId, deskId, secret] = keyPattern.exec(deskKey) ?? [];
    if (tenantId === undefined || deskId === undefined || secret === undefined) return null;
    const until = now() + BELIEVED_MS;
    const known = await check(tenantId, { deskId, secret });
    believed.delete(mark);
    if (known === null) return null;
    const identity = { tenantId, deskId, deskName: known.name };
    if (believed.size >= mostBelieved) believed.clear();
    believed.set(mark, { identity, until });
    return identity;
  };
}

async function knownDesks(
  db: Kysely<Schema>,
  tenantId: string,
  claims: readonly KeyClaim[],
): Promise<readonly (Known | null)[]> {
  const deskIds = [...new Set(claims.map(({ deskId }) => deskId))];
  const { rows } = await withTenant(db, tenantId, (tx) =>
    sql<{ id: string; name: string; key_hash: Buffer }>`
      select id, name, key_hash from desk
      where tenant_id = ${tenantId} and id = any(${deskIds}::uuid[]) and revoked_at is null`.execute(tx),
  );
  const desks = new Map(rows.map((row) => [row.id, row]));
  return claims.map(({ deskId, secret }) => {
    const desk = desks.get(deskId);
    return desk !== undefined && timingSafeEqual(desk.key_hash, hashOf(secret)) ? { name: desk.name } : null;
  });
}

/** The secret is 256 random bits, which no slow hash would make harder to guess. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** People read codes aloud and type them in: case, spaces and look-alikes do not matter. */
function normalizedCode(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
}
