import { actedBy } from '#shared/commands/acted-by.ts';
import type { Change, Context } from '#shared/commands/decision.ts';
import { displace } from '#shared/commands/displace.ts';
import type { OverlayWorld } from '#shared/commands/overlay-world.ts';
import { withoutSeries } from '#shared/commands/series/other-claims.ts';
import { closedException } from '#shared/commands/series/revive-exceptions.ts';
import type { Settling } from '#shared/commands/series/settle-series.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import { visitEnd } from '#shared/scheduling/visit-claims.ts';
import type { World } from '#shared/scheduling/world.ts';

export type PlacedVisits = { readonly documents: readonly Appointment[]; readonly conflicts: readonly Conflict[] };

type Placing = Settling & { readonly context: Context };

/**
 * Gives visits that go with their series the places that they shall have, before its other dates get theirs; one whose
 * place is taken waits in the inbox, like any other date (SR3). Puts them on top of the world.
 * @param visits as they shall be, with the claims and versions that they have.
 */
export function placeVisits(visits: readonly Appointment[], drawn: OverlayWorld, placing: Placing): PlacedVisits {
  const conflicts: Conflict[] = [];
  const documents = visits.map((visit): Appointment => {
    const before = drawn.find('appointments', visit.id) ?? visit;
    const others = withoutSeries(drawn, placing.replaces, placing.staying);
    const document = placeOne({ before, visit }, others, placing);
    conflicts.push(...(document.displacement?.conflicts ?? []));
    drawn.apply([{ collection: 'appointments', document }]);
    return document;
  });
  return { documents, conflicts };
}

type Placed = { readonly before: Appointment; readonly visit: Appointment };

function placeOne({ before, visit }: Placed, others: World, { decisions, context }: Placing): Appointment {
  const { now } = context;
  const name = visit.occurrence?.recurrenceId;
  const decision = decisions.find(({ recurrenceId }) => recurrenceId === name);
  if (decision?.kind === 'skip') return closedException(before, '', context);
  const start = decision?.kind === 'shift' ? decision.start : visit.start;
  const next: Appointment = { ...visit, start, end: visitEnd({ start, phases: visit.phases }) };
  const base: Appointment = { ...next, version: before.version + 1, updatedAt: now, displacement: null };
  if (before.displacement === null && placeOf(before) === placeOf(next)) return base;
  const moved: Appointment = { ...base, claims: [], placedBy: { ...actedBy(context), at: now } };
  const found = place(moved, others, visit.id);
  return found.kind === 'taken' ? displace(moved, found.conflicts, context) : { ...moved, claims: [...found.claims] };
}

function placeOf({ start, phases, bufferBeforeMinutes, bufferAfterMinutes }: Appointment): string {
  const resources = phases.map(({ minutes, resourceIds }) => [minutes, resourceIds]);
  return JSON.stringify([start, resources, bufferBeforeMinutes, bufferAfterMinutes]);
}

/** What became of them, and of which series they are from now on: each is written once. */
export function withVisits(moved: readonly Change[], { documents }: PlacedVisits): readonly Change[] {
  const ids = new Set(documents.map(({ id }) => id));
  const occurrences = new Map(
    moved.flatMap(({ collection, document }) =>
      collection === 'appointments' && document.occurrence !== undefined ? [[document.id, document.occurrence]] : [],
    ),
  );
  const visits = documents.map((document): Change => {
    const occurrence = occurrences.get(document.id) ?? document.occurrence;
    return { collection: 'appointments', document: { ...document, ...(occurrence && { occurrence }) } };
  });
  return [...moved.filter(({ document }) => !ids.has(document.id)), ...visits];
}
