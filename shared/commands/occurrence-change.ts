import type { DocumentRef } from '#shared/commands/command-definition.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { holdsClaims } from '#shared/scheduling/appointment-status.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { World } from '#shared/scheduling/world.ts';

/** The series of the occurrences among the documents, which are looked at with them. */
export function withSeries(refs: readonly DocumentRef[]): readonly DocumentRef[] {
  const ids = refs.flatMap(({ collection, id }) => {
    const named = collection === 'appointments' ? namedOccurrence(id) : null;
    return named === null ? [] : [named.seriesId];
  });
  return ids.length === 0 ? refs : [...refs, ...ids.map((id): DocumentRef => ({ collection: 'series', id }))];
}

/** The first thing that happens to an occurrence makes it an exception: its series says so from then on (SR2, I14). */
export function withExceptions(decided: Decision, world: World, context: Context): Decision {
  if (decided.kind === 'refused') return decided;
  const { now } = context;
  const decision = claimingAhead(decided, world, context);
  const known = new Set(decision.changes.map(({ document }) => document.id));
  const first = decision.changes.flatMap((change) =>
    change.collection === 'appointments' && change.document.version === 1 && change.document.occurrence !== undefined
      ? [change.document]
      : [],
  );
  const bySeries = Map.groupBy(first, ({ occurrence }) => occurrence?.seriesId ?? '');
  const added = [...bySeries].flatMap(([seriesId, exceptions]): Change[] => {
    const series = known.has(seriesId) ? null : world.find('series', seriesId);
    if (series === null) return [];
    const exceptionsNow = [...series.exceptions, ...exceptions.flatMap(exceptionOf)];
    const document = { ...series, version: series.version + 1, exceptions: exceptionsNow, updatedAt: now };
    return [{ collection: 'series', document }];
  });
  return added.length === 0 ? decision : { ...decision, changes: [...decision.changes, ...added] };
}

type Made = Exclude<Decision, { readonly kind: 'refused' }>;

/**
 * Ahead of where its series claims (SR4) an occurrence holds nothing, and an appointment of its own has nobody who would
 * claim for it later: it takes its time now, or waits in the inbox.
 */
function claimingAhead(decision: Made, world: World, context: Context): Made {
  const conflicts: Conflict[] = [];
  const changes = decision.changes.map((change): Change => {
    if (change.collection !== 'appointments' || !isUnclaimed(change.document, world)) return change;
    const found = place(change.document, world, change.document.id);
    if (found.kind === 'placed')
      return { collection: 'appointments', document: { ...change.document, claims: [...found.claims] } };
    conflicts.push(...found.conflicts);
    return { collection: 'appointments', document: displace(change.document, found.conflicts, context) };
  });
  return conflicts.length > 0 ? { kind: 'displaced', changes, conflicts } : { ...decision, changes };
}

function isUnclaimed({ version, occurrence, status, displacement, claims, start }: Appointment, world: World): boolean {
  if (version !== 1 || occurrence === undefined || !holdsClaims[status] || displacement !== null) return false;
  const series = claims.length > 0 ? null : world.find('series', occurrence.seriesId);
  return series !== null && start >= series.claimedUntil;
}

function exceptionOf({ id, occurrence }: Appointment): { recurrenceId: string; appointmentId: string }[] {
  return occurrence === undefined ? [] : [{ recurrenceId: occurrence.recurrenceId, appointmentId: id }];
}
