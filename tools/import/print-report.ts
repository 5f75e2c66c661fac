import { writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import type { ImportPlan } from '#shared/importing/import-plan.ts';
import { reportToCsv } from '#shared/importing/report-csv.ts';
import { toIso } from '#shared/time/instant.ts';
import { fromCaller, type ImportOptions } from '#tools/import/options.ts';
import { reasonSentence } from '#tools/import/sentences.ts';

const MOST_ROWS_SHOWN = 30;

export type Names = ReadonlyMap<string, string>;

/** The counts, which add up, and the first rows that did not become appointments. */
export function reportLines(report: ImportReport, options: ImportOptions, names: Names): string[] {
  const { rowCount, imported, alreadyThere, refused, conflicts, notSent, created, notes } = report;
  const unsent = notSent === 0 ? '' : ` + ${notSent} not sent`;
  const done = options.isDryRun ? 'would be imported' : 'imported';
  const shown = report.rows.slice(0, MOST_ROWS_SHOWN);
  const more = report.rows.length - shown.length;
  return [
    `rows ${rowCount} = ${imported} ${done} + ${alreadyThere} already there + ${refused} refused + ${conflicts} conflicts${unsent}`,
    `${options.isDryRun ? 'would create' : 'created'}: ${created.locations} locations, ${created.resources} resources, ${created.services} services, ${created.clients} clients`,
    ...report.setUpRefusals.map(({ name, code, field }) => `  ${name} was refused: ${reasonSentence(code)} ${field}`),
    ...shown.map((row) => `  line ${row.line}: ${rowSentence(row, names)}`),
    ...(more > 0 ? [`  … and ${more} more, all in the report`] : []),
    ...(notes.length > 0 ? [`${notes.length} times fell on a change of the clock; the report says which`] : []),
  ];
}

function rowSentence({ code, field, value, clashes }: ReportRow, names: Names): string {
  const about = [field, value === '' ? '' : `"${value}"`].filter((part) => part !== '').join(' ');
  const others = clashes.map(({ line, resourceId, start, end }) => {
    const who = line === null ? 'something booked before' : `line ${line}`;
    const where = resourceId === null ? '' : ` on ${names.get(resourceId) ?? resourceId}`;
    return start === null || end === null ? who : `${who}${where}, ${toIso(start)} to ${toIso(end)}`;
  });
  return [
    reasonSentence(code),
    about === '' ? '' : ` (${about})`,
    others.length === 0 ? '' : `: ${others.join('; ')}`,
  ].join('');
}

/** @returns where it was written, or null when there is nothing to say. */
export function writeReport(report: ImportReport, options: ImportOptions, names: Names): string | null {
  const name = `${basename(options.file, extname(options.file))}.report.csv`;
  const path = options.report ?? fromCaller(name);
  if (report.rows.length === 0 && report.notes.length === 0 && options.report === null) return null;
  writeFileSync(path, path.endsWith('.json') ? reportJson(report, names) : reportCsv(report, names));
  return path;
}

function reportCsv(report: ImportReport, names: Names): string {
  return reportToCsv(report, {
    headers: ['Line', 'Outcome', 'Reason', 'Field', 'Value', 'Clashes with lines', 'Clashes'],
    outcome: (outcome) => outcome,
    reason: reasonSentence,
    resourceName: (id) => names.get(id) ?? id,
    note: ({ code }) =>
      code === 'time-in-gap'
        ? 'a time that the clock skipped; moved later'
        : 'a time that happened twice; the mapping chose',
  });
}

function reportJson({ inTheWayOf, rows, ...report }: ImportReport, names: Names): string {
  const named = rows.map((row) => ({
    ...row,
    clashes: row.clashes.map((clash) => ({
      ...clash,
      resource: names.get(clash.resourceId ?? '') ?? null,
      start: clash.start === null ? null : toIso(clash.start),
      end: clash.end === null ? null : toIso(clash.end),
    })),
  }));
  return `${JSON.stringify({ ...report, rows: named, inTheWayOf: Object.fromEntries(inTheWayOf) }, null, 1)}\n`;
}

/** What resources are called: those of the plan, and those that were there. */
export function resourceNames(
  plan: ImportPlan,
  existing: readonly { readonly id: string; readonly name: string }[],
): Names {
  const planned = plan.setUp.flatMap(({ intent }) =>
    intent.name === 'resource.upsert' ? [[intent.input.id, intent.input.set.name ?? ''] as const] : [],
  );
  return new Map([...existing.map(({ id, name }) => [id, name] as const), ...planned]);
}
