import { z } from 'zod';
import { defineCommand, deskRoles, type DocumentRef } from '#shared/commands/command-definition.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { overlayWorld } from '#shared/commands/overlay-world.ts';
import { claimedSpan } from '#shared/commands/series/claimed-span.ts';
import { placeVisits, withVisits } from '#shared/commands/series/place-visits.ts';
import { withTheirExceptions } from '#shared/commands/series/put-back-exceptions.ts';
import { reparented } from '#shared/commands/series/reparent.ts';
import { closedException, reviveExceptions } from '#shared/commands/series/revive-exceptions.ts';
import { refuseRule, unknownReference } from '#shared/commands/series/series-rules.ts';
import { MOST_PARTS } from '#shared/commands/series/series-scope.ts';
import {
  endedSeries,
  type SeriesTerms,
  seriesTermsSchema,
  termsOf,
  touched,
} from '#shared/commands/series/series-terms.ts';
import { settledDecision } from '#shared/commands/series/settled-decision.ts';
import { settleSeries } from '#shared/commands/series/settle-series.ts';
import { revivedSchema, visitAgain, visitBefore, visitsBeforeSchema } from '#shared/commands/series/visits-before.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { seriesIdSchema } from '#shared/scheduling/series/series-id.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';

const schema = z.strictObject({
  /** The series as they shall be again, exceptions included. */
  terms: z
    .array(seriesTermsSchema)
    .min(1)
    .max(2 * MOST_PARTS + 2),
  /** Series that shall have no occurrences any more. */
  ended: z.array(seriesIdSchema).max(MOST_PARTS + 1),
  /** What became an exception meanwhile goes back by so many milliseconds of the wall. */
  shiftMs: z.int(),
  /** Exceptions that get this status back, where they are cancelled. */
  revived: z.array(revivedSchema).max(4_000),
  /** Visits that went along with the change, as they were (SR15). */
  visits: visitsBeforeSchema,
});
export type SeriesPutBack = z.infer<typeof schema>;

/** Undoes and redoes a change of series: all of it in one step, with what happened to occurrences since (SR10). */
export const seriesPutBack = defineCommand({
  name: 'series.put-back',
  schema,
  roles: deskRoles,
  reads: (input): readonly DocumentRef[] => [
    ...[...input.terms.map(({ id }) => id), ...input.ended].map((id): DocumentRef => ({ collection: 'series', id })),
    ...[...input.revived, ...(input.visits ?? [])].map(({ appointmentId }): DocumentRef => ({
      collection: 'appointments',
      id: appointmentId,
    })),
  ],
  claims: () => [],
  decide,
  invert: ({ terms, ended, shiftMs, revived, visits }, before) => {
    const ids = [...terms.map(({ id }) => id), ...ended];
    const series = ids.flatMap((id) => before.find('series', id) ?? []);
    const made = series.filter(({ id }) => ended.includes(id)).flatMap((one) => madeWith(one, before));
    const known = revived.flatMap(({ appointmentId }) => before.find('appointments', appointmentId) ?? []);
    const statuses = [...known, ...made].map(({ id, status }) => ({ appointmentId: id, status }));
    const there = (visits ?? []).flatMap(({ appointmentId, start }) => {
      const visit = before.find('appointments', appointmentId);
      return visit === null ? [] : [visitBefore(visit, start)];
    });
    const input = {
      ...{ terms: series.map(termsOf), ended: [], shiftMs: -shiftMs, revived: statuses },
      ...(there.length > 0 && { visits: there }),
    };
    return series.length === 0 ? null : { name: 'series.put-back', input };
  },
});

function decide(input: SeriesPutBack, world: World, context: Context): Decision {
  const ids = [...input.terms.map(({ id }) => id), ...input.ended];
  const known = ids.map((id) => world.find('series', id));
  const series = known.filter((one) => one !== null);
  if (series.length < ids.length) return refuse('unknown-series');
  // Somebody else has decided about it since; putting it back would undo theirs too.
  if (series.some((one) => isDecidedElsewhere(one, input, context) || isContinued(one, input, series)))
    return refuse('changed-meanwhile');
  const drafts = input.terms.map((terms) => draftOf(terms, series, context));
  for (const draft of drafts) {
    const fault = unknownReference(draft, world);
    if (fault !== null) return refuse(fault);
    const review = draft.isEnded ? null : reviewSeries(virtualPattern({ ...draft, exceptions: [] }));
    if (review?.kind === 'refused') return refuseRule(review.refusal);
  }
  const ended = series.filter(({ id }) => input.ended.includes(id));
  const made = ended.map((one) => ({ series: one, exceptions: madeWith(one, world) }));
  const unmadeIds = new Set(made.flatMap(({ exceptions }) => exceptions.map(({ id }) => id)));
  const drawn = withTheirExceptions(drafts, { series, unmadeIds, shiftMs: input.shiftMs }, world);
  return putBack({ input, drafts: drawn, series, made }, world, context);
}

type PuttingBack = {
  readonly input: SeriesPutBack;
  readonly drafts: readonly BookedSeries[];
  /** All series concerned, as they are. */
  readonly series: readonly BookedSeries[];
  readonly made: readonly Made[];
};

/** A series that ends, and the exceptions that came into the world with it; they end with it. */
type Made = { readonly series: BookedSeries; readonly exceptions: readonly Appointment[] };

/** Exceptions that the making of the series made, and that nothing happened to since. */
function madeWith(series: BookedSeries, world: World): readonly Appointment[] {
  return series.exceptions
    .flatMap(({ appointmentId }) => world.find('appointments', appointmentId) ?? [])
    .filter(
      ({ version, status, placedBy, updatedAt, notes }) =>
        version === 1 &&
        status === 'booked' &&
        placedBy.commandId === series.placedBy.commandId &&
        updatedAt === placedBy.at &&
        notes === series.notes,
    );
}

function isDecidedElsewhere({ id, isEnded, placedBy }: BookedSeries, { ended }: SeriesPutBack, { deskId }: Context) {
  return placedBy.deskId !== deskId || (isEnded && ended.includes(id));
}

/** Another change of it stands that these terms do not know: both together would book everything twice. */
function isContinued({ id, continuedBy }: BookedSeries, input: SeriesPutBack, all: readonly BookedSeries[]): boolean {
  const terms = input.terms.find((one) => one.id === id);
  const next = all.find((one) => one.id === continuedBy);
  // What ends gives way to what was there when it was cut off, and that stands.
  const standing = next !== undefined && input.ended.includes(next.id) ? next.continuesBeside : continuedBy;
  if (standing === undefined || (next !== undefined && standing === continuedBy)) return false;
  const besides = all.find((one) => one.id === terms?.continuedBy)?.continuesBeside;
  return terms?.continuedBy !== standing && besides !== standing;
}

function putBack({ input, drafts, series, made }: PuttingBack, world: World, context: Context): Decision {
  const changes = made.flatMap((one) => unmade(one, context));
  const drawn = overlayWorld(world);
  drawn.apply(changes);
  const settling = { decisions: [], replaces: series.map(({ id }) => id) };
  const again = (input.visits ?? []).flatMap((one) => visitAgain(one, series, world) ?? []);
  const placed = placeVisits(again, drawn, { ...settling, context });
  const conflicts: Conflict[] = [...placed.conflicts];
  for (const draft of drafts) {
    const settled = settleSeries(draft, drawn, context, settling);
    drawn.apply(settled.changes);
    changes.push(...settled.changes);
    conflicts.push(...settled.conflicts);
  }
  const moved = withVisits(
    drafts.flatMap((draft) => reparented(draft, world, context)),
    placed,
  );
  drawn.apply(moved);
  const revived = reviveExceptions(input.revived, drawn, context);
  return settledDecision([...changes, ...joined(moved, revived.changes)], [...conflicts, ...revived.conflicts]);
}

/** The series ends, and its own exceptions are cancelled; they stay with it. */
function unmade({ series, exceptions }: Made, context: Context): Change[] {
  const kept = exceptions.map(({ id, occurrence }) => ({
    appointmentId: id,
    recurrenceId: occurrence?.recurrenceId ?? series.start,
  }));
  const document = { ...touched(endedSeries(series, kept), context), version: series.version + 1 };
  return [
    { collection: 'series', document },
    ...exceptions.map((one): Change => ({ collection: 'appointments', document: closedException(one, '', context) })),
  ];
}

/** An exception that goes back and is revived is written once. */
function joined(moved: readonly Change[], revived: readonly Change[]): readonly Change[] {
  const ids = new Set(revived.map(({ document }) => document.id));
  const once = revived.map((change): Change => {
    const isMoved = moved.some(({ document }) => document.id === change.document.id);
    return isMoved
      ? ({ ...change, document: { ...change.document, version: change.document.version - 1 } } as Change)
      : change; // The same pair.
  });
  return [...moved.filter(({ document }) => !ids.has(document.id)), ...once];
}

function draftOf(terms: SeriesTerms, series: readonly BookedSeries[], context: Context): BookedSeries {
  const { now, commandId, deskId, actorId } = context;
  const placedBy = { commandId, deskId, actorId, at: now };
  const fresh = { version: 0, lanes: [], claimedFrom: now, claimedUntil: now, createdAt: now, createdBy: actorId };
  const known = series.find(({ id }) => id === terms.id) ?? { ...fresh, ...terms, updatedAt: now, placedBy };
  const { continuedBy: _before, ...rest } = touched(known, context);
  const base: BookedSeries = { ...rest, ...terms, version: known.version + 1 };
  return { ...base, ...claimedSpan(base, now) };
}
