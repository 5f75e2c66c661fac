import type { Change } from '#shared/commands/decision.ts';
import { seriesCancel } from '#shared/commands/series/series-cancel.ts';
import { seriesChange } from '#shared/commands/series/series-change.ts';
import { decideTimeOff } from '#shared/commands/time-off/decide-time-off.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import { checkSeries, countOf, type SeriesBook } from '#tests/simulation/series-invariants.ts';
import { type Effect, rowKey, type Tables, type Transaction } from '#tests/simulation/store/memory-engine.ts';
import { Violation } from '#tests/simulation/violation.ts';

type Committing = Pick<Transaction, 'tenantId' | 'writes' | 'effects' | 'commands'>;

type Beside = {
  readonly coverage: Coverage;
  /** Claims are still by other zone rules. */
  readonly isStale: boolean;
};

/** What must be true of series at every commit that touches one (I14); `before`: the rows as they were. */
export function seriesCommitted(transaction: Transaction, before: Tables, { coverage, isStale }: Beside): void {
  const touched = touchedSeries(transaction);
  countCommands(transaction, coverage);
  if (touched.size === 0) return;
  editsAreFair(transaction, before, coverage);
  const book = bookOf(transaction.tenantId, before, transaction);
  checkSeries(isStale ? { ...book, claims: null } : book, (id) => touched.has(id));
}

/** All of a clinic's series, as committed, or as this transaction leaves them. */
export function bookOf(tenantId: string, tables: Tables, committing: Transaction | null = null): SeriesBook {
  const series = new Map<string, BookedSeries>();
  const appointments = new Map<string, Appointment>();
  const put = (collection: Collection, document: AnyDocument): void => {
    // The collection names the type.
    if (collection === 'series') series.set(document.id, document as BookedSeries);
    if (collection === 'appointments') appointments.set(document.id, document as Appointment);
  };
  for (const row of tables.rows.values()) {
    const document = row.tenantId === tenantId ? row.versions.at(-1)?.document : undefined;
    if (document !== undefined) put(row.collection, document);
  }
  for (const { collection, document } of committing?.writes.values() ?? []) put(collection, document);
  const claims = tables.claims.filter(
    (row) =>
      row.tenantId === tenantId &&
      (committing === null || row.deletedBy !== committing) &&
      (row.insertedBy === null || row.insertedBy === committing),
  );
  return { series, appointments, claims: claims.map(({ claim }) => claim) };
}

function touchedSeries({ writes }: Committing): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { collection, document } of writes.values()) {
    if (collection === 'series') touched.add(document.id);
    if ('occurrence' in document && document.occurrence !== undefined) touched.add(document.occurrence.seriesId);
  }
  return touched;
}

/** Follows each document through the commands of one transaction. */
function editsAreFair({ tenantId, effects }: Committing, { rows }: Tables, coverage: Coverage): void {
  const now = new Map<string, AnyDocument>();
  const known = (collection: Collection, id: string): AnyDocument | undefined => {
    const key = rowKey(tenantId, collection, id);
    return now.get(key) ?? rows.get(key)?.versions.at(-1)?.document;
  };
  for (const effect of effects) {
    const before = effect.changes.map(({ collection, document }) => known(collection, document.id));
    const pairs = effect.changes.map((change, at) => ({ change, before: before[at] }));
    countFamily(effect, known, coverage);
    for (const { change, before: was } of pairs) {
      if (change.collection === 'series') exceptionsStay(change.document, was, effect);
      if (change.collection === 'appointments') {
        if (effect.record.command.name === 'series.change') survives(change.document, was, effect);
        countOccurrence(change.document, was, { effect, coverage });
      }
    }
    if (effect.record.command.name === 'series.change') countIsConserved(effect, known);
    for (const { collection, document } of effect.changes) now.set(rowKey(tenantId, collection, document.id), document);
  }
}

/**
 * Whatever is no exception of it any more is one of another series that the same command writes, or the visit that it
 * was made of, which is of no series any more (SR13).
 */
function exceptionsStay(after: BookedSeries, before: AnyDocument | undefined, { changes, record }: Effect): void {
  if (before === undefined || !('exceptions' in before)) return;
  const kept = new Set(
    changes.flatMap((change) =>
      change.collection === 'series' ? change.document.exceptions.map(({ appointmentId }) => appointmentId) : [],
    ),
  );
  if (record.command.name === 'series.cancel') {
    const { releases } = seriesCancel.schema.parse(record.command.input);
    const released = changes.find(({ document }) => document.id === releases)?.document;
    if (released !== undefined && !('occurrence' in released)) kept.add(released.id);
  }
  const gone = (before as BookedSeries).exceptions.find(({ appointmentId }) => !kept.has(appointmentId)); // Of series.
  if (gone !== undefined)
    throw new Violation('I14', `${record.command.name} took ${gone.appointmentId} from ${after.id}`);
}

/**
 * A change of a series changes nothing about its exceptions but which series they are of (SR8); of the visits that it
 * takes along, what they are besides (SR15).
 */
function survives(after: Appointment, before: AnyDocument | undefined, { record: { command } }: Effect): void {
  if (before === undefined) return;
  const isTaken = seriesChange.schema.parse(command.input).takes?.includes(after.id) === true;
  const lasting = (one: Appointment): string => {
    const { occurrence: _of, version: _version, updatedAt: _at, ...whole } = one;
    const { source, createdAt, createdBy, arrivedAt } = whole;
    return JSON.stringify(isTaken ? { source, createdAt, createdBy, arrivedAt } : whole);
  };
  // The same document.
  if (lasting(after) !== lasting(before as Appointment))
    throw new Violation('I14', `${after.id} did not survive a change of its series as it was`);
}

/** What stays and what goes on are together as many as there were (RR6, SR7). */
function countIsConserved(
  { record, changes }: Effect,
  known: (collection: Collection, id: string) => AnyDocument | undefined,
): void {
  const input = seriesChange.schema.parse(record.command.input);
  if (input.times !== undefined || input.decisions.some(({ kind }) => kind === 'skip')) return;
  for (const { seriesId, nextSeriesId } of [input, ...(input.parts ?? [])]) {
    const before = countOf(known('series', seriesId) as BookedSeries | undefined); // A series.
    const after = [seriesId, nextSeriesId].map((id) => countOf(seriesAmong(changes, id)));
    const sum = after.reduce<number>((total, count) => total + (count ?? Number.NaN), 0);
    if (changes.length > 0 && before !== null && sum !== before)
      throw new Violation('I14', `${seriesId} had ${before} occurrences, and ${after.join(' and ')} after a change`);
  }
}

function seriesAmong(changes: readonly Change[], id: string): BookedSeries | undefined {
  const found = changes.find(({ collection, document }) => collection === 'series' && document.id === id);
  return found?.document as BookedSeries | undefined; // Of the collection.
}

type Counting = { readonly effect: Effect; readonly coverage: Coverage };

function countOccurrence(after: Appointment, before: AnyDocument | undefined, { effect, coverage }: Counting): void {
  if (after.occurrence === undefined || before !== undefined) return;
  const isByHand = effect.record.command.name.startsWith('appointment.');
  if (isByHand) coverage.occurrencesChanged += 1;
  else if (after.displacement !== null) coverage.occurrencesDisplaced += 1;
}

/** Visits that went with their series, and commands about more than one of a family. */
function countFamily(
  { record: { command }, changes }: Effect,
  known: (collection: Collection, id: string) => AnyDocument | undefined,
  coverage: Coverage,
): void {
  if (command.name !== 'series.change' && command.name !== 'series.cancel') return;
  const input = (command.name === 'series.change' ? seriesChange : seriesCancel).schema.parse(command.input);
  if ((input.parts?.length ?? 0) > 0 && changes.length > 0) coverage.familiesChanged += 1;
  for (const { collection, document } of changes) {
    if (collection !== 'appointments' || input.takes?.includes(document.id) !== true) continue;
    const was = known(collection, document.id) as Appointment | undefined; // Of the appointments.
    if (was?.source !== 'series' && was?.start !== document.start) coverage.visitsTaken += 1;
  }
}

function countCommands({ commands }: Committing, coverage: Coverage): void {
  for (const { command, verdict } of commands.values()) {
    countTimeOff(command, verdict, coverage);
    if (!command.name.startsWith('series.')) continue;
    if (verdict.kind === 'refused') coverage.seriesRefused += 1;
    else if (command.name === 'series.create') coverage.seriesMade += 1;
    else if (command.name === 'series.change') coverage.seriesChanged += 1;
    else if (command.name === 'series.cancel') coverage.seriesCancelled += 1;
    else if (command.name === 'series.put-back') coverage.seriesPutBack += 1;
  }
}

function countTimeOff({ name, input }: Command, { kind, revisions }: Verdict, coverage: Coverage): void {
  if (name !== decideTimeOff.name || kind === 'refused' || decideTimeOff.schema.parse(input).state !== 'approved')
    return;
  coverage.timeOffApproved += 1;
  coverage.visitsOffDuty += revisions.filter(({ collection }) => collection === 'appointments').length;
}
