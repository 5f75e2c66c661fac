import type { Client } from 'pg';
import { z } from 'zod';
import type { Claim } from '#shared/scheduling/claim.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import { checkAudit } from '#server/authority/audit/check-audit.ts';
import type { Authority } from '#server/authority/authority.ts';
import { systemClock } from '#server/authority/clock.ts';
import { collectionTables } from '#server/database/collection-tables.ts';
import { isCarried } from '#tests/simulation/carried.ts';
import { claimWords } from '#tests/simulation/claim-words.ts';
import { Violation } from '#tests/simulation/violation.ts';

type Site = { readonly authority: Authority; readonly admin: Client };
type StoredDocument = { readonly id: string; readonly doc: AnyDocument & { readonly claims?: readonly Claim[] } };

const identified = z.object({ id: z.string(), version: z.int() });
const checked = [
  'appointments',
  'blocks',
  'clients',
  'resources',
  'series',
  'timeOff',
] as const satisfies readonly Collection[];

/** What must be true of one tenant's rows, whoever wrote them in which order. @throws Violation */
export async function checkTenant(tenantId: string, { authority, admin }: Site): Promise<void> {
  await claimsAreApart(tenantId, admin);
  await auditIsSound(tenantId, admin);
  const audited = await auditedVersions(tenantId, admin);
  for (const collection of checked) {
    const { rows } = await admin.query<StoredDocument>(
      `select id, doc from ${collectionTables[collection]} where tenant_id = $1`,
      [tenantId],
    );
    for (const { id, doc } of rows) {
      const versions = Array.from({ length: doc.version }, (_, at) => at + 1).join();
      const written = (audited.get(`${collection}/${id}`) ?? []).toSorted((a, b) => a - b).join();
      if (versions !== written) throw new Violation('I7', `${collection}/${id} has ${versions}, audited ${written}`);
      if (doc.claims !== undefined) await claimsAreHeld(tenantId, admin, { id, claims: doc.claims });
    }
    await feedIsWhole(tenantId, authority, { collection, rows });
  }
}

/** The audit is the commands that were applied, in a chain (I7). */
async function auditIsSound(tenantId: string, admin: Client): Promise<void> {
  const { broken, strays } = await checkAudit(admin, tenantId);
  if (broken !== null) throw new Violation('I7', `row ${broken.position} of the audit was ${broken.what}`);
  if (strays[0] !== undefined) throw new Violation('I7', `${strays[0].name} ${strays[0].id} is not in the audit`);
}

/** No two visits on one lane at once (I1), and none beyond the lanes that there are. */
async function claimsAreApart(tenantId: string, admin: Client): Promise<void> {
  const { rows } = await admin.query<{ resource_id: string }>(
    `select a.resource_id from claim a join claim b
       on b.tenant_id = a.tenant_id and b.resource_id = a.resource_id and b.lane = a.lane and b.ctid > a.ctid
      and b.start_ms < a.end_ms and a.start_ms < b.end_ms and not (a.part = 'buffer' and b.part = 'buffer')
     where a.tenant_id = $1
     union all
     select c.resource_id from claim c join resource r on r.tenant_id = c.tenant_id and r.id = c.resource_id
     where c.tenant_id = $1 and c.lane >= (r.doc ->> 'lanes')::integer`,
    [tenantId],
  );
  if (rows[0] !== undefined) throw new Violation('I1', `${rows[0].resource_id} is taken twice at once`);
}

async function auditedVersions(tenantId: string, admin: Client): Promise<ReadonlyMap<string, number[]>> {
  const { rows } = await admin.query<{ key: string; version: number }>(
    `select revision ->> 'collection' || '/' || (revision ->> 'id') as key, (revision ->> 'version')::integer as version
     from command, jsonb_array_elements(verdict -> 'revisions') as revision where tenant_id = $1`,
    [tenantId],
  );
  const versions = new Map<string, number[]>();
  for (const { key, version } of rows) versions.set(key, [...(versions.get(key) ?? []), version]);
  return versions;
}

/** A document holds what it says it holds, all of it (I10). */
async function claimsAreHeld(
  tenantId: string,
  admin: Client,
  { id, claims }: { readonly id: string; readonly claims: readonly Claim[] },
): Promise<void> {
  const { rows } = await admin.query<Claim>(
    `select resource_id as "resourceId", lane, start_ms::float8 as start, end_ms::float8 as end, part
     from claim where tenant_id = $1 and holder_id = $2`,
    [tenantId, id],
  );
  if (claimWords(claims) !== claimWords(rows))
    throw new Violation('I10', `${id} says it holds ${claimWords(claims)} and holds ${claimWords(rows)}`);
}

type Held = { readonly collection: (typeof checked)[number]; readonly rows: readonly StoredDocument[] };

/** Page by page, a desk gets every document of its own tenant that desks carry, in its newest version, and nothing else (I3, I6). */
async function feedIsWhole(tenantId: string, authority: Authority, { collection, rows }: Held): Promise<void> {
  const pulled = new Map<string, number>();
  for (let checkpoint = null, isBehind = true; isBehind;) {
    const page = await authority.pull(tenantId, { collection, checkpoint, limit: 7 });
    for (const { document } of page.documents) {
      const { id, version } = identified.parse(document);
      pulled.set(id, version);
    }
    ({ checkpoint, isBehind } = { ...page });
  }
  const now = systemClock();
  const carried = rows.filter(({ doc }) => isCarried(collection, doc, now));
  const stored = carried.map(({ id, doc }) => `${id}@${doc.version}`);
  const seen = [...pulled].map(([id, version]) => `${id}@${version}`);
  const [expected, shown] = [stored.toSorted().join(), seen.toSorted().join()];
  if (expected !== shown) throw new Violation('I3', `${collection}: stored ${expected}, pulled ${shown}`);
}
