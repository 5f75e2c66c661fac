import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { must } from '#shared/lib/must.ts';
import type { Command, CommandVerdict } from '#shared/replication/protocol.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Database } from '#server/database/open-database.ts';
import { fate } from '#tests/simulation/fate.ts';
import { type Arrival, recordPushes } from '#tests/simulation/postgres/record-pushes.ts';
import { checkTenant } from '#tests/simulation/postgres/check-tenant.ts';
import { openClinic } from '#tests/simulation/postgres/open-clinic.ts';
import { simClinic } from '#tests/simulation/sim-clinic.ts';
import { Violation } from '#tests/simulation/violation.ts';

export type Site = {
  readonly database: Database;
  /** A connection that sees every tenant. */
  readonly admin: Client;
};

export type Replayed = { readonly pushes: number; readonly commands: number; readonly kills: number };

const AT_ONCE = 8;
const KILLED = 0.03;
const MOST_TRIES = 20;

/**
 * What a seed's desks sent, on the real store and a real PostgreSQL, several pushes at a time; now and then every
 * connection is ended in the middle. @throws Violation
 */
export async function replayOnPostgres(seed: number, { database, admin }: Site): Promise<Replayed> {
  const { options, arrivals } = await recordPushes(seed);
  const authority = createAuthority(database);
  const clinics = Array.from({ length: options.tenants }, (_, tenant) => simClinic(tenant, options.resources));
  const tenantIds = new Map(clinics.map(({ tenantId }) => [tenantId, randomUUID()]));
  const here = (desk: DeskIdentity): DeskIdentity => ({
    deskId: desk.deskId,
    tenantId: must(tenantIds.get(desk.tenantId), 'the desk is of a clinic'),
  });
  for (const clinic of clinics) {
    const deskIds = arrivals.filter(({ desk }) => desk.tenantId === clinic.tenantId).map(({ desk }) => desk.deskId);
    await openClinic(authority, must(tenantIds.get(clinic.tenantId), 'a clinic'), { clinic, deskIds });
  }
  const waiting = arrivals.map((arrival, index) => ({ index, ...arrival, desk: here(arrival.desk) }));
  let kills = 0;
  const verdicts = new Map<string, string>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (fate(seed, 'kill', next.index) < KILLED) {
        kills += 1;
        await endConnections(admin);
      }
      note(verdicts, next, await pushPatiently(authority, next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const tenantId of tenantIds.values()) await checkTenant(tenantId, { authority, admin });
  return { pushes: arrivals.length, commands: verdicts.size, kills };
}

/** Sends it until every command has its verdict, as a desk would. */
async function pushPatiently(authority: Authority, { desk, push }: Arrival): Promise<readonly CommandVerdict[]> {
  const given: CommandVerdict[] = [];
  let left: readonly Command[] = push.commands;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > MOST_TRIES) throw new Violation('I13', `${left[0]?.name} has no verdict after ${MOST_TRIES} tries`);
    const verdicts = await authority.execute(desk, left).catch(() => []);
    given.push(...verdicts);
    const judged = new Set(verdicts.map(({ commandId }) => commandId));
    left = left.filter(({ id }) => !judged.has(id));
  }
  return given;
}

/** One command and body, one verdict, however often it was sent (I4). */
function note(known: Map<string, string>, { desk, push }: Arrival, verdicts: readonly CommandVerdict[]): void {
  for (const { commandId, verdict } of verdicts) {
    const { actorId, deskTime, hold, input, name } = must(
      push.commands.find(({ id }) => id === commandId),
      'a verdict is about what was sent',
    );
    const key = JSON.stringify([desk.tenantId, commandId, actorId, deskTime, name, input, hold]);
    const text = JSON.stringify(verdict);
    if ((known.get(key) ?? text) !== text) throw new Violation('I4', `${commandId} got another verdict than before`);
    known.set(key, text);
  }
}

async function endConnections(admin: Client): Promise<void> {
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
}
