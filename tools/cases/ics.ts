import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { type CalendarOccurrence, type CalendarSpan, expandCalendarSeries } from '#shared/calendars/expand-calendar.ts';
import { type CalendarFile, type CalendarSeries, readCalendar } from '#shared/calendars/read-calendar.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import { LATEST, toIso } from '#shared/time/instant.ts';
import { formatWall, formatWallDate, parseWall, wall } from '#shared/time/wall.ts';
import { type CasesOptions, type CasesReport, Usage } from '#tools/cases/command-line.ts';

/** Every event of the file, or of all `.ics` files in the folder, as its occurrences; endless ones until 2100 or 730. */
export function icsCases({ path, from, to }: CasesOptions): CasesReport {
  const span = { from: bound(from) ?? wall(Date.UTC(100, 0, 1)), to: bound(to) ?? wall(LATEST) };
  const isFolder = isDirectory(path);
  const files = (isFolder ? calendarsIn(path) : [path]).map((file) => {
    const name = isFolder ? relative(path, file) : file;
    return fileAnswer(name, readCalendar(textOf(file)), span);
  });
  if (files.length === 0) throw new Usage(`${path} has no .ics files`);
  const sum = (count: (file: (typeof files)[number]) => number): number =>
    files.reduce((all, file) => all + count(file), 0);
  const counts = {
    files: files.length,
    series: sum(({ series }) => series),
    expanded: sum(({ events }) => events.length),
    refused: sum(({ refused }) => refused.length),
    occurrences: sum(({ occurrences }) => occurrences.length),
    problems: sum(({ problems }) => problems.length),
  };
  return {
    summary: [
      `${counts.files} files, ${counts.series} events by UID: ${counts.expanded} expanded into ${counts.occurrences} occurrences, ${counts.refused} refused`,
      ...files.flatMap((file) =>
        file.refused.map(({ uid, code, at }) => `  refused: ${file.file} ${uid}: ${code} ${at}`),
      ),
      ...files
        .flatMap((file) => file.problems.map((one) => `  note: ${file.file} line ${one.line}: ${one.code} ${one.at}`))
        .slice(0, 40),
    ],
    problems: [],
    json: { counts, files },
  };
}

function fileAnswer(file: string, { series, passedOver, problems }: CalendarFile, span: CalendarSpan) {
  const answers = series.map((one) => ({ one, outcome: expandCalendarSeries(one, span) }));
  const expanded = answers.flatMap(({ one, outcome }) => (outcome.ok ? [{ one, expansion: outcome.value }] : []));
  return {
    file,
    series: series.length,
    events: expanded.map(({ one, expansion }) => eventAnswer(one, expansion.occurrences.length, expansion.isAll)),
    refused: answers.flatMap(({ one, outcome }) => (outcome.ok ? [] : [{ uid: one.uid, ...outcome.refusal }])),
    problems,
    passedOver,
    occurrences: expanded
      .flatMap(({ one, expansion }) => expansion.occurrences.map((occurrence) => ({ one, occurrence })))
      .sort((a, b) => a.occurrence.startsAt - b.occurrence.startsAt)
      .map(({ one, occurrence }) => occurrenceAnswer(one.uid, occurrence)),
  };
}

function eventAnswer({ uid, main, overrides }: CalendarSeries, occurrences: number, complete: boolean) {
  const zone = (main ?? overrides[0])?.zone;
  return {
    uid,
    tzid: zone?.name ?? '',
    zone: zone?.zone ?? null,
    zoneBy: zone?.via ?? 'unknown',
    overrides: overrides.length,
    occurrences,
    complete,
  };
}

function occurrenceAnswer(uid: string, one: CalendarOccurrence) {
  const write = one.isAllDay ? formatWallDate : formatWall;
  const isPlaced = one.zone.via !== 'floating' && one.zone.via !== 'unknown';
  return {
    uid,
    summary: one.event.summary,
    status: one.event.status,
    start: write(one.start),
    end: write(one.end),
    utc: isPlaced ? toIso(one.startsAt) : null,
    endUtc: isPlaced ? toIso(one.endsAt) : null,
    zone: one.zone.zone,
    allDay: one.isAllDay,
    kind: one.kind,
    recurrenceId: one.recurrenceId === null ? null : write(one.recurrenceId),
  };
}

function bound(text: string | null) {
  if (text === null) return null;
  const at = parseWall(text);
  if (at === null) throw new Usage(`${text} is no date: write 2026-01-31`);
  return at;
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new Usage(`${path} does not exist`);
  }
}

function calendarsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name).toLowerCase() === '.ics')
    .map((name) => join(folder, name))
    .sort();
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return new TextDecoder(csvEncoding(bytes)).decode(bytes);
}
