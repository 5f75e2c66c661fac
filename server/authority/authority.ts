import { randomUUID } from 'node:crypto';
import type { LeaseOverview, RenewOutput } from '#shared/replication/leases.ts';
import { type Command, type CommandVerdict, PUSH_LIMIT, type RangeOutput } from '#shared/replication/protocol.ts';
import type { PreviewInput, PreviewOutput } from '#shared/replication/series-preview.ts';
import type { Enrolment, SignIn } from '#shared/replication/session.ts';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { DeskReading } from '#server/authority/audit/append-note.ts';
import { readingsOf } from '#server/authority/audit/readings.ts';
import { type AuditEntry, auditTrail } from '#server/authority/audit-trail.ts';
import { authorityStore } from '#server/authority/authority-store.ts';
import { type Calendars, calendarsOf } from '#server/authority/calendars/calendars.ts';
import { type Clock, systemClock } from '#server/authority/clock.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { authenticateInGroups, enrolDesk, storeDesk } from '#server/authority/desks.ts';
import type { Offered } from '#server/authority/execution.ts';
import { executeInGroups } from '#server/authority/execute-in-groups.ts';
import { setHoldMinutes } from '#server/authority/holds/hold-minutes.ts';
import { type Holds, holdsOf } from '#server/authority/holds/holds.ts';
import { lookTogether } from '#server/authority/holds/look-together.ts';
import { PlacingsUnderWay } from '#server/authority/holds/placings-under-way.ts';
import { giveUpLeases } from '#server/authority/leases/give-up-leases.ts';
import { leaseOverview } from '#server/authority/leases/lease-overview.ts';
import { renewLeases } from '#server/authority/leases/renew-leases.ts';
import { pauseAtRandom } from '#server/authority/pause.ts';
import { bindPerson, type PersonDraft, putPerson } from '#server/authority/people.ts';
import { previewSeries } from '#server/authority/preview-series.ts';
import { type FeedPage, pullPage, type PullRequest } from '#server/authority/pull-page.ts';
import { readRange } from '#server/authority/read-range.ts';
import type { RedisLink } from '#server/authority/redis/redis-link.ts';
import type { Report } from '#server/authority/report.ts';
import { type Credentials, signIn } from '#server/authority/sign-in.ts';
import type { AuthorityStore } from '#server/authority/store.ts';
import { ensureTenant, findTenant, type Tenant, type TenantDraft } from '#server/authority/tenants.ts';
import type { Database } from '#server/database/open-database.ts';

/** Everything that may be asked of the server's data; the API, the demo clinic and tests go through here. */
export type Authority = {
  readonly epoch: string;
  /** Decides commands in order, any number of them. A verdict that is missing: not decided now, send it again. */
  execute(desk: DeskIdentity, commands: readonly Command[], offered?: Offered): Promise<readonly CommandVerdict[]>;
  pull(tenantId: string, request: PullRequest): Promise<FeedPage>;
  /** What is booked and blocked in a stretch of time, whether desks carry it or not. */
  range(tenantId: string, interval: Interval): Promise<RangeOutput>;
  /** What the dates of a series would meet that somebody is about to make or change; decides nothing. */
  previewSeries(desk: DeskIdentity, input: PreviewInput): Promise<PreviewOutput>;
  /** Grants the desk what the rules keep for it, and says what it has; see LE1 to LE10. */
  renewLeases(desk: DeskIdentity): Promise<RenewOutput>;
  giveUpLeases(desk: DeskIdentity, slices: readonly LeaseSlice[]): Promise<void>;
  leaseOverview(desk: DeskIdentity): Promise<LeaseOverview>;
  readonly holds: Holds;
  readonly calendars: Calendars;
  auditTrail(tenantId: string, subjectId: string): Promise<readonly AuditEntry[]>;
  /** Says in the audit that this desk is given personal data, before it is (AU5). */
  noteReading(desk: DeskIdentity, reading: DeskReading): Promise<void>;
  ensureTenant(draft: TenantDraft): Promise<Tenant>;
  findTenant(id: string): Promise<Tenant | null>;
  /** Makes the desk unless it is there, with a new key, which is returned. */
  ensureDesk(desk: DeskIdentity, name: string): Promise<string>;
  /** Writes a person; a PIN of null leaves theirs as it is. */
  putPerson(tenantId: string, draft: PersonDraft, pin: string | null): Promise<void>;
  /** Lets this person's commands be believed from this desk. */
  bindPerson(desk: DeskIdentity, personId: string): Promise<void>;
  enrol(code: string, deskName: string): Promise<Enrolment | null>;
  authenticate(deskKey: string): Promise<DeskIdentity | null>;
  signIn(desk: DeskIdentity, credentials: Credentials): Promise<SignIn>;
};

export type AuthorityOptions = {
  readonly clock?: Clock;
  readonly report?: Report;
  /** Put between the authority and its database; tests make things go wrong there. */
  readonly adaptStore?: AdaptStore;
  /** Where holds are kept while it answers. */
  readonly redis?: RedisLink | undefined;
  /** Without what stands in front of the database for slots that many want; tests knock it out. */
  readonly isUnfiltered?: boolean | undefined;
};

export type AdaptStore = (store: AuthorityStore) => AuthorityStore;

export function createAuthority(
  { db, epoch }: Pick<Database, 'db' | 'epoch'>,
  options: AuthorityOptions = {},
): Authority {
  const { clock = systemClock, report = () => undefined, adaptStore, redis, isUnfiltered = false } = options;
  const plain = authorityStore(db, redis);
  const store = adaptStore?.(plain) ?? plain;
  const execute = executeInGroups({ store, clock, report, pause: pauseAtRandom });
  const authenticate = authenticateInGroups(db);
  const readings = readingsOf(db, clock);
  const hotSlots = isUnfiltered ? null : { underWay: new PlacingsUnderWay(), look: lookTogether(store) };
  return {
    epoch,
    execute: (desk, commands, offered) =>
      inBatches(commands, (batch) => execute({ ...offered, desk, commands: batch })),
    pull: (tenantId, request) => pullPage({ store, epoch, clock }, tenantId, request),
    range: (tenantId, interval) => readRange(db, tenantId, interval),
    previewSeries: (desk, input) => previewSeries({ store, clock }, desk, input),
    renewLeases: (desk) => renewLeases({ store, newId: randomUUID }, desk),
    giveUpLeases: (desk, slices) => giveUpLeases(store, desk, slices),
    leaseOverview: (desk) => leaseOverview(store, desk),
    holds: holdsOf({ store, pause: pauseAtRandom, hotSlots }, (desk, wanted) => setHoldMinutes(db, desk, wanted)),
    calendars: calendarsOf(db, clock, readings),
    auditTrail: (tenantId, subjectId) => auditTrail(db, tenantId, subjectId),
    noteReading: ({ tenantId, deskId }, name) => readings.noteHourly(tenantId, { name, deskId }),
    ensureTenant: (draft) => ensureTenant(db, draft),
    findTenant: (id) => findTenant(db, id),
    ensureDesk: (desk, name) => storeDesk(db, desk, name),
    putPerson: (tenantId, draft, pin) => putPerson(db, tenantId, draft, pin),
    bindPerson: (desk, personId) => bindPerson(db, desk, personId),
    enrol: (code, deskName) => enrolDesk(db, code, deskName),
    authenticate,
    signIn: (desk, credentials) => signIn(db, clock, desk, credentials),
  };
}

/** One transaction for each batch, so that none of them holds locks or the change feed for long. */
async function inBatches(
  commands: readonly Command[],
  execute: (batch: readonly Command[]) => Promise<readonly CommandVerdict[]>,
): Promise<readonly CommandVerdict[]> {
  const verdicts: CommandVerdict[] = [];
  for (let at = 0; at < commands.length; at += PUSH_LIMIT) {
    verdicts.push(...(await execute(commands.slice(at, at + PUSH_LIMIT))));
  }
  return verdicts;
}
