import type { DocumentRef } from '#shared/commands/command-definition.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
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
export function withExceptions(decision: Decision, world: World, { now }: Context): Decision {
  if (decision.kind === 'refused') return decision;
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

function exceptionOf({ id, occurrence }: Appointment): { recurrenceId: string; appointmentId: string }[] {
  return occurrence === undefined ? [] : [{ recurrenceId: occurrence.recurrenceId, appointmentId: id }];
}
