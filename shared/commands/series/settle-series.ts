import { actedBy } from '#shared/commands/acted-by.ts';
import type { Change, Context } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import { withoutSeries } from '#shared/commands/series/other-claims.ts';
import type { SeriesDecision } from '#shared/commands/series/series-decision.ts';
import { seriesLanes } from '#shared/commands/series/series-lanes.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { type Claim, collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { claimsAt, virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';

export type Settled = {
  /** The series first, then the occurrences that could not be as the rule says. */
  readonly changes: readonly Change[];
  /** What stands in the way of those that wait in the inbox now. */
  readonly conflicts: readonly Conflict[];
};

export type Settling = {
  readonly decisions: readonly SeriesDecision[];
  /** Ids of series whose occurrences, those without a document, give way: what this one was before. */
  readonly replaces: readonly string[];
  /** Ids of their occurrences that do not: what is before a cut keeps its time. */
  readonly staying?: ReadonlySet<string>;
};

/**
 * Gives every occurrence of the claimed span its resources, or makes an exception of it: on another lane, at the time
 * that a person chose, or displaced with what is in its way. Each is booked whole or waits whole (BK1, BK2).
 */
export function settleSeries(draft: BookedSeries, world: World, context: Context, settling: Settling): Settled {
  const others = withoutSeries(world, [draft.id, ...settling.replaces], settling.staying);
  const skipped = settling.decisions.filter(({ kind }) => kind === 'skip').map(({ recurrenceId }) => recurrenceId);
  const kept: BookedSeries = { ...draft, excluded: [...new Set([...draft.excluded, ...skipped])] };
  const span = { start: kept.claimedFrom, end: kept.claimedUntil };
  const series: BookedSeries = { ...kept, lanes: [...seriesLanes(kept, virtualWithin(kept, span), others)] };
  const own = new ClaimIndex();
  const apart: { occurrence: Appointment; start: Instant }[] = [];
  const shifts = new Map(
    settling.decisions.flatMap((one) => (one.kind === 'shift' ? [[one.recurrenceId, one.start] as const] : [])),
  );
  for (const occurrence of virtualWithin(series, span)) {
    const start = shifts.get(occurrence.occurrence?.recurrenceId ?? '');
    const claims = claimsAt(series, occurrence.start);
    if (start === undefined && isFree(claims, others, own)) own.set(occurrence.id, held(occurrence.id, claims));
    else apart.push({ occurrence, start: start ?? occurrence.start });
  }
  const exceptions = apart.map(({ occurrence, start }) => placeApart({ occurrence, start, own }, others, context));
  const document: BookedSeries = {
    ...series,
    exceptions: [
      ...series.exceptions,
      ...exceptions.map(({ appointment: { id, occurrence } }) => ({
        recurrenceId: occurrence?.recurrenceId ?? '',
        appointmentId: id,
      })),
    ],
  };
  return {
    changes: [
      { collection: 'series', document },
      ...exceptions.map(({ appointment }): Change => ({ collection: 'appointments', document: appointment })),
    ],
    conflicts: exceptions.flatMap(({ conflicts }) => conflicts),
  };
}

function isFree(claims: readonly Claim[], world: World, own: ClaimIndex): boolean {
  return claims.every((claim) => {
    const resource = world.find('resources', claim.resourceId);
    if (resource === null || !resource.isActive || claim.lane >= resource.lanes) return false;
    const inTheWay = [...world.claimsOn(claim.resourceId, claim), ...own.overlapping(claim.resourceId, claim)];
    return !inTheWay.some((other) => collides(claim, other));
  });
}

type Apart = { readonly occurrence: Appointment; readonly start: Instant; readonly own: ClaimIndex };
type Placed = { readonly appointment: Appointment; readonly conflicts: readonly Conflict[] };

/** An occurrence as an appointment of its own, on any lane that is free then; else in the inbox. */
function placeApart({ occurrence, start, own }: Apart, others: World, context: Context): Placed {
  const made = madeBefore(occurrence, others);
  if (made !== null) return { appointment: made, conflicts: made.displacement?.conflicts ?? [] };
  const id = ownId(occurrence.id, others, context);
  const { now } = context;
  const base: Appointment = {
    ...occurrence,
    id,
    version: 1,
    start,
    end: visitEnd({ start, phases: occurrence.phases }),
    claims: [],
    updatedAt: now,
    placedBy: { ...actedBy(context), at: now },
  };
  const world: World = {
    find: (collection, wanted) => others.find(collection, wanted),
    claimsOn: (resourceId, window) => [...others.claimsOn(resourceId, window), ...own.overlapping(resourceId, window)],
  };
  const found = place(base, world, id);
  if (found.kind === 'taken')
    return { appointment: displace(base, found.conflicts, context), conflicts: found.conflicts };
  own.set(id, held(id, found.claims));
  return { appointment: { ...base, claims: [...found.claims] }, conflicts: [] };
}

/** A desk may have the appointment before the series that was made with it: then it is there already. */
function madeBefore({ id, occurrence }: Appointment, world: World): Appointment | null {
  const known = world.find('series', occurrence?.seriesId ?? '') === null ? world.find('appointments', id) : null;
  return known !== null && known.occurrence?.seriesId === occurrence?.seriesId ? known : null;
}

/** Its own id, unless an appointment that went to another series has taken it along. */
function ownId(id: string, world: World, { commandId }: Context): string {
  const known = world.find('appointments', id);
  return known === null || known.version === 0 ? id : derivedId('series.exception', `${id}/${commandId}`);
}

function held(id: string, claims: readonly Claim[]): readonly HeldClaim[] {
  return claims.map((claim) => ({ ...claim, holder: { kind: 'appointment', id } }));
}
