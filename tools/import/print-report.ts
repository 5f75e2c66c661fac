import { writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { ImportReport, ReportRow } from '#shared/importing/import-report.ts';
import type { ImportPlan } from '#shared/importing/import-plan.ts';
import { reportToCsv } from '#shared/importing/report-csv.ts';
import { type Instant, toIso } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { localDate, localMinute } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { fromCaller, type ImportOptions } from '#tools/import/options.ts';
import { reasonSentence } from '#tools/import/sentences.ts';

const MOST_ROWS_SHOWN = 30;

/** What the report needs to speak of: resources by name, times on the clocks of the file's zone. */
export type Speech = { readonly names: ReadonlyMap<string, string>; readonly zone: ZoneId };

/** The counts, which add up, and the first rows that did not become appointments. */
export function reportLines(report: ImportReport, options: ImportOptions, speech: Speech): string[] {
  const { rowCount, imported, alreadyThere, refused, conflicts, notSent, created, notes } = report;
  const unsent = notSent === 0 ? '' : ` + ${notSent} not sent`;
  const done = options.isDryRun ? 'would be imported' : 'imported';
  const shown = report.rows.slice(0, MOST_ROWS_SHOWN);
  const more = report.rows.length - shown.length;
  return [
    `rows ${rowCount} = ${imported} ${done} + ${alreadyThere} already there + ${refused} refused + ${conflicts} conflicts${unsent}`,
    `${options.isDryRun ? 'would create' : 'created'}: ${created.locations} locations, ${created.resources} resources, ${created.services} services, ${created.clients} clients`,
    ...report.setUpRefusals.map(({ name, code, field }) => `  ${name} was refused: ${reasonSentence(code)} ${field}`),
    ...shown.map((row) => `  line ${row.line}: ${rowSentence(row, speech)}`),
    ...(more > 0 ? [`  … and ${more} more, all in the report`] : []),
    ...(notes.length > 0 ? [`${notes.length} times fell on a change of the clock; the report says which`] : []),
  ];
}

function rowSentence({ code, field, value, time, clashes }: ReportRow, { names, zone }: Speech): string {
  const about = [field, value === '' ? '' : `"${value}"`, time === null ? '' : wallTime(time, zone)]
    .filter((part) => part !== '')
    .join(' ');
  const others = clashes.map(({ line, resourceId, start, end }) => {
    const who = line === null ? 'something booked before' : `line ${line}`;
    const where = resourceId === null ? '' : ` on ${names.get(resourceId) ?? resourceId}`;
    return start === null || end === null ? who : `${who}${where}, ${wallTime({ start, end }, zone)}`;
  });
  return [
    reasonSentence(code),
    about === '' ? '' : ` (${about})`,
    others.length === 0 ? '' : `: ${others.join('; ')}`,
  ].join('');
}

/** @returns where it was written, or null when there is nothing to say. */
export function writeReport(report: ImportReport, options: ImportOptions, speech: Speech): string | null {
  const name = `${basename(options.file, extname(options.file))}.report.csv`;
  const path = options.report ?? fromCaller(name);
  if (report.rows.length === 0 && report.notes.length === 0 && options.report === null) return null;
  writeFileSync(path, path.endsWith('.json') ? reportJson(report, speech) : reportCsv(report, speech));
  return path;
}

function reportCsv(report: ImportReport, { names, zone }: Speech): string {
  return reportToCsv(report, {
    headers: ['Line', 'Outcome', 'Reason', 'Field', 'Value', 'Time', 'Clashes with lines', 'Clashes'],
    outcome: (outcome) => outcome,
    reason: reasonSentence,
    resourceName: (id) => names.get(id) ?? id,
    time: (time) => wallTime(time, zone),
    note: ({ code }) =>
      code === 'time-in-gap'
        ? 'a time that the clock skipped; moved as the mapping says'
        : 'a time that happened twice; the mapping chose',
  });
}

function reportJson({ inTheWayOf, rows, ...report }: ImportReport, { names }: Speech): string {
  const named = rows.map((row) => ({
    ...row,
    time: row.time === null ? null : { start: toIso(row.time.start), end: toIso(row.time.end) },
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
export function speechOf(
  plan: ImportPlan,
  existing: readonly { readonly id: string; readonly name: string }[],
  zone: ZoneId,
): Speech {
  const planned = plan.setUp.flatMap(({ intent }) =>
    intent.name === 'resource.upsert' ? [[intent.input.id, intent.input.set.name ?? ''] as const] : [],
  );
  return { zone, names: new Map([...existing.map(({ id, name }) => [id, name] as const), ...planned]) };
}

/** `2022-01-04 10:45-11:45`, on the clocks of the zone; the second day is named where it is another. */
function wallTime({ start, end }: Interval, zone: ZoneId): string {
  const clock = (at: Instant): string => {
    const minute = localMinute(at, zone);
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const [day, lastDay] = [localDate(start, zone), localDate(end, zone)];
  return `${day} ${clock(start)}-${lastDay === day ? '' : `${lastDay} `}${clock(end)}`;
}
