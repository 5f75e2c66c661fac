import type { ImportPlan, ImportRefusalCode, PlannedRow, RowNote } from '#shared/importing/import-plan.ts';
import type { RowOutcome } from '#shared/importing/row-outcome.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** What is in the way of a row: a line of the same file, or (line null) something that was booked otherwise. */
export type Clash = {
  readonly line: number | null;
  readonly holderId: string | null;
  readonly resourceId: string | null;
  readonly reason: Conflict['reason'] | 'repeated-key';
  readonly start: Instant | null;
  readonly end: Instant | null;
};

export type ReportRow = {
  readonly line: number;
  /** `conflict`: the row is sound, but its time is taken. */
  readonly outcome: 'conflict' | 'refused' | 'not-sent';
  readonly code: ImportRefusalCode | 'not-sent';
  readonly field: string;
  readonly value: string;
  /** When the row itself would take place; null where it could not be read. */
  readonly time: Interval | null;
  readonly clashes: readonly Clash[];
};

/** `rowCount` is the sum of the five that follow it. */
export type ImportReport = {
  readonly rowCount: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly conflicts: number;
  readonly refused: number;
  readonly notSent: number;
  /** Every row that did not become an appointment, by line. */
  readonly rows: readonly ReportRow[];
  /** For each line that is in the way of others: which. The same clashes, seen from the other side. */
  readonly inTheWayOf: ReadonlyMap<number, readonly number[]>;
  readonly notes: readonly RowNote[];
  /** Locations, resources, services and clients that were created, by collection. */
  readonly created: Readonly<Record<'locations' | 'resources' | 'services' | 'clients', number>>;
  /** Set-up that was refused; the rows that needed it are refused too. */
  readonly setUpRefusals: readonly {
    readonly name: string;
    readonly code: ImportRefusalCode;
    readonly field: string;
  }[];
};

/** Adds up a run. @param outcomes by command id; a command without one was not sent. */
export function summarise(plan: ImportPlan, outcomes: ReadonlyMap<string, RowOutcome>): ImportReport {
  const lineOf = new Map(plan.rows.map((row) => [row.appointmentId, row.line]));
  const ended = plan.rows.map((row) => outcomes.get(row.commandId)?.kind ?? 'not-sent');
  const count = (kind: RowOutcome['kind']): number => ended.filter((one) => one === kind).length;
  const unread = plan.refusals.map((refusal): ReportRow => ({
    ...refusal,
    outcome: 'refused',
    time: null,
    clashes: refusal.clashesWith.map(sameKey),
  }));
  const judged = plan.rows.flatMap((row) => reportRow(row, outcomes.get(row.commandId), lineOf));
  const rows = [...unread, ...judged].toSorted((a, b) => a.line - b.line);
  return {
    rowCount: plan.rowCount,
    imported: count('imported'),
    alreadyThere: count('already-there'),
    conflicts: rows.filter((row) => row.outcome === 'conflict').length,
    refused: rows.filter((row) => row.outcome === 'refused').length,
    notSent: rows.filter((row) => row.outcome === 'not-sent').length,
    rows,
    inTheWayOf: reversed(rows),
    notes: plan.notes,
    ...setUpResult(plan, outcomes),
  };
}

function reportRow(row: PlannedRow, outcome: RowOutcome | undefined, lineOf: ReadonlyMap<string, number>): ReportRow[] {
  if (outcome === undefined || outcome.kind === 'not-sent') {
    return [
      { line: row.line, outcome: 'not-sent', code: 'not-sent', field: '', value: '', time: timeOf(row), clashes: [] },
    ];
  }
  if (outcome.kind !== 'refused') return [];
  const { code, field, conflicts } = outcome.refusal;
  const clashes = conflicts.map((conflict): Clash => ({
    ...conflict,
    line: lineOf.get(conflict.holderId ?? '') ?? null,
  }));
  return [
    {
      line: row.line,
      outcome: code === 'taken' ? 'conflict' : 'refused',
      code,
      field,
      value: '',
      time: timeOf(row),
      clashes,
    },
  ];
}

function timeOf({ intent: { input } }: PlannedRow): Interval {
  return { start: input.start, end: plusMinutes(input.start, input.minutes) };
}

function sameKey(line: number): Clash {
  return { line, holderId: null, resourceId: null, reason: 'repeated-key', start: null, end: null };
}

function reversed(rows: readonly ReportRow[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const { line, clashes } of rows) {
    for (const other of new Set(clashes.flatMap((clash) => clash.line ?? [])))
      found.set(other, [...(found.get(other) ?? []), line]);
  }
  return new Map([...found].toSorted(([a], [b]) => a - b));
}

function setUpResult(
  plan: ImportPlan,
  outcomes: ReadonlyMap<string, RowOutcome>,
): Pick<ImportReport, 'created' | 'setUpRefusals'> {
  const of = (name: string): number =>
    plan.setUp.filter(({ commandId, intent }) => intent.name === name && outcomes.get(commandId)?.kind === 'imported')
      .length;
  const setUpRefusals = plan.setUp.flatMap(({ commandId, intent: { name } }) => {
    const outcome = outcomes.get(commandId);
    return outcome?.kind === 'refused' ? [{ name, code: outcome.refusal.code, field: outcome.refusal.field }] : [];
  });
  return {
    created: {
      locations: of('location.upsert'),
      resources: of('resource.upsert'),
      services: of('service.upsert'),
      clients: of('client.upsert'),
    },
    setUpRefusals,
  };
}
