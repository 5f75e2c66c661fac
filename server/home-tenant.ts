import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { must } from '#shared/lib/must.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { instant } from '#shared/time/instant.ts';
import type { Authority } from '#server/authority/authority.ts';
import type { Tenant } from '#server/authority/tenants.ts';
import type { Database } from '#server/database/open-database.ts';
import { fillDemoClinic } from '#server/demo/fill-demo-clinic.ts';

export type HomeTenantOptions = {
  readonly database: Pick<Database, 'db'>;
  readonly authority: Authority;
  readonly seed: 'demo' | 'empty';
  readonly log: (step: string, ms: number) => void;
};

type Beginning = {
  readonly tenantId: string;
  readonly seed: 'demo' | 'empty';
  readonly begunAt: Date;
  readonly isDone: boolean;
};

/** PIN of the owner of an empty clinic, told on the sign-in screen until another is chosen. */
const firstPin = '0000';

/**
 * The clinic that this server was started for. What it begins with is written down before it is filled, and that it
 * is filled afterwards: a start that finds it by halves does the rest, with the same ids and the same commands.
 */
export async function ensureHomeTenant(options: HomeTenantOptions): Promise<Tenant> {
  const { authority, log } = options;
  const beginning = await begin(options);
  if (!beginning.isDone) {
    const begun = performance.now();
    await fill(authority, beginning);
    await options.database.db.updateTable('server_state').set({ seeded_at: new Date() }).execute();
    log(beginning.seed === 'demo' ? 'demo clinic filled' : 'empty clinic made', performance.now() - begun);
  }
  return must(await authority.findTenant(beginning.tenantId), 'the clinic was made');
}

async function begin({ database: { db }, seed }: HomeTenantOptions): Promise<Beginning> {
  await db
    .updateTable('server_state')
    .set({ tenant_id: randomUUID(), seed, seed_begun_at: new Date() })
    .where('tenant_id', 'is', null)
    .execute();
  const state = await db.selectFrom('server_state').selectAll().executeTakeFirstOrThrow();
  return {
    tenantId: must(state.tenant_id, 'a clinic was begun'),
    seed: must(state.seed, 'a clinic was begun'),
    begunAt: must(state.seed_begun_at, 'a clinic was begun'),
    isDone: state.seeded_at !== null,
  };
}

async function fill(authority: Authority, { tenantId, seed, begunAt }: Beginning): Promise<void> {
  if (seed === 'demo') {
    await fillDemoClinic(authority, { tenantId, startedAt: instant(begunAt.getTime()) });
    return;
  }
  const signInHint = { kind: 'first-start', pin: firstPin } as const;
  await authority.ensureTenant({ id: tenantId, name: 'Frontdesk', isDemo: false, signInHint });
  const owner = { name: 'Owner', title: '', role: 'owner', color: '#1971c2', isActive: true } as const;
  await authority.putPerson(tenantId, { id: derivedId('first-owner', tenantId), ...owner }, firstPin);
}
