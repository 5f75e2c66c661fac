import { type RawBuilder, sql } from 'kysely';
import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import type { CalendarBook } from '#shared/calendars/export/calendar-book.ts';
import type { Documents } from '#shared/scheduling/world.ts';
import { LONGEST_CLAIM_MINUTES } from '#shared/scheduling/claim.ts';
import { type Instant, instant, plusMinutes, toIso } from '#shared/time/instant.ts';
import { DAY_MS } from '#shared/time/wall.ts';
import { type CollectionTable, collectionTables } from '#server/database/collection-tables.ts';
import type { Tx } from '#server/database/tenant-scope.ts';

/** More events than any program that reads calendars takes well. */
const MOST_EVENTS = 50_000;

type Asked = {
  readonly tenantId: string;
  readonly scope: CalendarScope;
  /** Visits and blocks that ended before are left out; a series is always whole. */
  readonly from: Instant;
};

/** The documents of one calendar; null when there are too many. Read it in one snapshot. */
export async function readBook(tx: Tx, asked: Asked): Promise<CalendarBook | null> {
  const { tenantId, scope, from } = asked;
  const read = <Name extends keyof Documents>(name: Name, condition: RawBuilder<unknown>) =>
    documents<Documents[Name]>(tx, { tenantId, table: collectionTables[name], condition });
  // Nothing lasts longer than a day, so an index range does.
  const isRecent = sql`start_ms >= ${plusMinutes(from, -LONGEST_CLAIM_MINUTES)}::bigint and end_ms >= ${from}::bigint`;
  const series = await read('series', visitsOf(scope));
  const exceptions = series.flatMap((one) => one.exceptions.map(({ appointmentId }) => appointmentId));
  const appointments = await read(
    'appointments',
    sql`(${visitsOf(scope)} and ${isRecent}) or id = any(${exceptions}::uuid[])`,
  );
  const blocks = await read('blocks', sql`${onResources(scope, 'block')} and ${isRecent}`);
  // A local day may end 14 hours after that of UTC.
  const fromDate = toIso(instant(from - DAY_MS)).slice(0, 10);
  const timeOff = await read(
    'timeOff',
    sql`${onResources(scope, 'time_off')} and doc ->> 'state' = 'approved' and doc ->> 'toDate' >= ${fromDate}`,
  );
  if (series.length + appointments.length + blocks.length + timeOff.length > MOST_EVENTS) return null;
  const clientIds = [...appointments, ...series].flatMap((visit) => visit.clientIds);
  const wanted = [...new Set(scope.kind === 'client' ? [...clientIds, scope.id] : clientIds)];
  return {
    series,
    appointments,
    blocks,
    timeOff,
    clients: await read('clients', sql`id = any(${wanted}::uuid[])`),
    locations: await read('locations', sql`true`),
    resources: await read('resources', sql`true`),
    services: await read('services', sql`true`),
  };
}

type Query = { readonly tenantId: string; readonly table: CollectionTable; readonly condition: RawBuilder<unknown> };

// Documents are written by the authority alone, and parsed by their schema before they are.
async function documents<Document>(tx: Tx, { tenantId, table, condition }: Query): Promise<readonly Document[]> {
  const { rows } = await sql<{ doc: Document }>`
    select doc from ${sql.table(table)} where tenant_id = ${tenantId} and (${condition})
    order by id limit ${MOST_EVENTS + 1}`.execute(tx);
  return rows.map(({ doc }) => doc);
}

function visitsOf({ kind, id }: CalendarScope): RawBuilder<unknown> {
  const parts = {
    resource: { phases: [{ resourceIds: [id] }] },
    client: { clientIds: [id] },
    location: { locationId: id },
  };
  return sql`doc @> ${JSON.stringify(parts[kind])}::jsonb`;
}

function onResources({ kind, id }: CalendarScope, table: 'block' | 'time_off'): RawBuilder<unknown> {
  if (kind === 'client') return sql`false`;
  if (kind === 'resource') return sql`doc ->> 'resourceId' = ${id}`;
  return sql`doc ->> 'resourceId' in (
    select resource.id::text from resource where resource.tenant_id = ${sql.ref(`${table}.tenant_id`)} and resource.doc ->> 'locationId' = ${id})`;
}
