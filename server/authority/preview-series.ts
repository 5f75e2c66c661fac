import { setImmediate as breathe } from 'node:timers/promises';
import { deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import type { Context } from '#shared/commands/decision.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import {
  type PreviewStep,
  type PreviewSteps,
  type SeriesAsk,
  stepsOf,
} from '#shared/commands/series/series-preview.ts';
import { seriesChange } from '#shared/commands/series/series-change.ts';
import { seriesCreate } from '#shared/commands/series/series-create.ts';
import { PREVIEW_LIMIT, type PreviewInput, type PreviewOutput } from '#shared/replication/series-preview.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { isInForce } from '#server/authority/holds/hold-tx.ts';
import { joinedWindows, LoadedWorld } from '#server/authority/loaded-world.ts';
import { asOutage } from '#server/authority/patiently.ts';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';

type Previewing = { readonly store: AuthorityStore; readonly clock: () => Instant };

/** How far from a date the nearest free time may be, with a visit and buffers at both ends. */
const REACH_MINUTES = 3 * 1_440;
/** Others want to be answered, too. */
const MOST_WORK_MS = 400;
const MOST_SHOWN = 3;

/** What a series' dates would meet, of those that end after `from`; a page at a time (PV1 to PV4). */
export async function previewSeries(
  { store, clock }: Previewing,
  desk: DeskIdentity,
  { actorId, ask, from }: PreviewInput,
): Promise<PreviewOutput> {
  try {
    const sight = await store.transaction(desk.tenantId, (tx) => look(tx, { desk, actorId, ask, from, now: clock() }));
    if ('code' in sight) return { kind: 'refused', refusal: { code: sight.code, field: '', conflicts: [] } };
    if (sight.preview.kind !== 'steps') return { kind: 'refused', refusal: sight.preview.refusal };
    const dates = await walk(sight.steps);
    const isAll = dates.length === sight.preview.steps.filter(({ end }) => end > from).length;
    const inTheWay = await store.transaction(desk.tenantId, (tx) => visitsIn(tx, dates));
    return {
      kind: 'dates',
      dates: [...dates],
      inTheWay: [...inTheWay],
      next: isAll ? null : (dates.at(-1)?.end ?? null),
    };
  } catch (error) {
    throw asOutage(error);
  }
}

type Asked = PreviewInput & { readonly desk: DeskIdentity; readonly now: Instant };
type Sight = { readonly preview: PreviewSteps; readonly steps: readonly PreviewStep[] };

/** Reads all that the dates of one page may ask for; they are worked out when nobody waits for this connection. */
async function look(tx: StoreTx, asked: Asked): Promise<Sight | { readonly code: RefusalCode }> {
  const { desk, actorId, ask, from, now } = asked;
  const loaded = new LoadedWorld();
  const askers = [{ deskId: desk.deskId, actorId }];
  const refs = ask.kind === 'create' ? seriesCreate.reads(ask.input) : seriesChange.reads(ask.input);
  const { actors, found } = await tx.loadDocuments({ askers, refs, subjects: [] });
  loaded.putDocuments(refs, found);
  const role = actors[0]?.person.role;
  if (role === undefined) return { code: 'actor-unknown' };
  const mayBook: readonly string[] = deskRoles;
  if (!mayBook.includes(role)) return { code: 'not-permitted' };
  const claims = new ClaimIndex();
  const world: World = {
    find: (collection, id) => loaded.find(collection, id),
    claimsOn: (resourceId, window) => claims.overlapping(resourceId, window),
  };
  const context: Context = { now, deskTime: now, commandId: actorId, deskId: desk.deskId, actorId, role };
  const preview = await onWhole(tx, loaded, () => stepsOf(ask, { world, context, knownUntil: null }));
  if (preview.kind !== 'steps' || preview.drafts.length === 0) return { preview, steps: [] };
  const steps = preview.steps.filter(({ end }) => end > from).slice(0, PREVIEW_LIMIT);
  const held = await claimsAround(tx, desk, { drafts: preview.drafts, steps });
  for (const [holderId, those] of Map.groupBy(held, ({ holder }) => holder.id)) claims.set(holderId, those);
  await load(tx, loaded, neededWith(preview.drafts, held, ask));
  return { preview, steps };
}

/** Again until nothing that was asked for is missing; each round loads more, so there are few. */
async function onWhole<Result>(tx: StoreTx, loaded: LoadedWorld, work: () => Result): Promise<Result> {
  for (let round = 0; ; round += 1) {
    const result = work();
    const missing = loaded.missingDocuments();
    if (missing.length === 0 || round === 5) return result;
    await load(tx, loaded, missing);
  }
}

async function load(tx: StoreTx, loaded: LoadedWorld, refs: readonly DocumentRef[]): Promise<void> {
  const { found } = await tx.loadDocuments({ askers: [], refs, subjects: [] });
  loaded.putDocuments(refs, found);
}

async function claimsAround(
  tx: StoreTx,
  desk: DeskIdentity,
  { drafts, steps }: { readonly drafts: readonly BookedSeries[]; readonly steps: readonly PreviewStep[] },
): Promise<readonly HeldClaim[]> {
  const windows = steps.flatMap(({ start, end }) =>
    resourceIdsOf(drafts).map((resourceId) => ({
      resourceId,
      start: plusMinutes(start, -REACH_MINUTES),
      end: plusMinutes(end, REACH_MINUTES),
    })),
  );
  const claims = await tx.loadClaims(joinedWindows(windows));
  const holdIds = new Set(claims.flatMap(({ holder }) => (holder.kind === 'hold' ? [holder.id] : [])));
  if (holdIds.size === 0) return claims;
  // What the desk holds for the first date is what it asks about; and what is over is in nobody's way.
  const { rows, now } = await tx.holds.find([...holdIds]);
  const others = new Set(rows.filter((row) => row.deskId !== desk.deskId && isInForce(row, now)).map(({ id }) => id));
  return claims.filter(({ holder }) => holder.kind !== 'hold' || others.has(holder.id));
}

/** The resources, and what a change has to know of its own series: which occurrences have gone their own way. */
function neededWith(
  drafts: readonly BookedSeries[],
  held: readonly HeldClaim[],
  { kind, input }: SeriesAsk,
): readonly DocumentRef[] {
  const changing = kind === 'change' ? (input.parts ?? []).map(({ seriesId }) => seriesId) : [];
  const seriesIds = new Set([input.seriesId, ...changing]);
  const isOwn = (id: string): boolean => seriesIds.has(namedOccurrence(id)?.seriesId ?? '');
  const own = new Set(held.flatMap(({ holder }) => (isOwn(holder.id) ? [holder.id] : [])));
  return [
    ...drafts.map(({ locationId }): DocumentRef => ({ collection: 'locations', id: locationId })),
    ...resourceIdsOf(drafts).map((id): DocumentRef => ({ collection: 'resources', id })),
    ...[...own].map((id): DocumentRef => ({ collection: 'appointments', id })),
  ];
}

function resourceIdsOf(drafts: readonly BookedSeries[]): readonly string[] {
  return [...new Set(drafts.flatMap((draft) => appointmentResourceIds(draft)))];
}

async function walk(steps: readonly PreviewStep[]): Promise<readonly PreviewDate[]> {
  const dates: PreviewDate[] = [];
  let work = 0;
  for (const step of steps) {
    const began = performance.now();
    dates.push(step.look());
    work += performance.now() - began;
    if (work > MOST_WORK_MS) return dates;
    await breathe();
  }
  return dates;
}

/** Those that a screen names. Occurrences that nothing happened to are on every desk, with their series. */
async function visitsIn(tx: StoreTx, dates: readonly PreviewDate[]): Promise<readonly Appointment[]> {
  const conflicts = dates.flatMap(({ state }) => (state.kind === 'clash' ? state.conflicts.slice(0, MOST_SHOWN) : []));
  const ids = new Set(conflicts.flatMap(({ reason, holderId }) => (reason === 'taken' ? (holderId ?? []) : [])));
  if (ids.size === 0) return [];
  const refs = [...ids].map((id): DocumentRef => ({ collection: 'appointments', id }));
  const { found } = await tx.loadDocuments({ askers: [], refs, subjects: [] });
  // Of the appointments; written and parsed by this folder.
  return found.map(({ document }) => document as Appointment);
}
