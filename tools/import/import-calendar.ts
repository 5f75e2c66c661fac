import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type CalendarFile, readCalendar } from '#shared/calendars/read-calendar.ts';
import { startDryRun } from '#shared/importing/dry-run.ts';
import type { CalendarPlan, CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import { planCalendar } from '#shared/importing/calendar/plan-calendar.ts';
import { outcomeOfVerdict, type RowOutcome } from '#shared/importing/row-outcome.ts';
import { csvEncoding } from '#shared/importing/text-encoding.ts';
import type { Person } from '#shared/scheduling/person.ts';
import { instant } from '#shared/time/instant.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { reportCalendar } from '#tools/import/calendar-report.ts';
import type { DeskLine } from '#tools/import/desk-line.ts';
import { worldOf } from '#tools/import/dry-run-plan.ts';
import { oneNamed } from '#tools/import/one-named.ts';
import type { ImportOptions } from '#tools/import/options.ts';
import { pushCommands } from '#tools/import/push-plan.ts';
import { signIn } from '#tools/import/sign-in.ts';

const LARGEST_BYTES = 50_000_000;

/** Reads the file; one that cannot be read at all ends the run. */
export function readCalendarFile(path: string): CalendarFile {
  const bytes = readFileSync(path);
  if (bytes.length > LARGEST_BYTES) throw new Stop(`${path} is larger than ${LARGEST_BYTES / 1_000_000} MB.`);
  const file = readCalendar(new TextDecoder(csvEncoding(bytes)).decode(bytes));
  if (file.series.length === 0 && file.problems.length > 0) throw new Stop(`${path} is not a calendar file.`);
  return file;
}

/** Events into one resource's calendar; the lines that tell people what became of each are returned. */
export async function importCalendar(
  desk: DeskLine,
  file: CalendarFile,
  options: ImportOptions,
): Promise<readonly string[]> {
  const person = await signIn(desk, options);
  const world = await worldOf(desk);
  const target = await targetOf(desk, options);
  const blocks = (await desk.all('blocks')).filter(
    ({ resourceId, isRemoved }) => resourceId === target.resource.id && !isRemoved,
  );
  const plan = planCalendar({ file, target, world, blocks, now: instant(Date.now()), runId: randomUUID() });
  const outcomes = options.isDryRun ? dryRun(plan, world, { desk, person }) : await push(plan, { desk, person });
  return reportCalendar(file, plan, outcomes);
}

async function targetOf(
  desk: DeskLine,
  { resource: wanted, becomes, service }: ImportOptions,
): Promise<CalendarTarget> {
  if (wanted === null) throw new Stop('A calendar is imported for one resource: name it with --resource.');
  const resource = oneNamed(await desk.all('resources'), wanted, 'resource');
  const location = (await desk.all('locations')).find(({ id }) => id === resource.locationId);
  if (location === undefined) throw new Stop(`${resource.name} has no location.`);
  const serviceId = service === null ? null : oneNamed(await desk.all('services'), service, 'service').id;
  return { resource, location, becomes, serviceId };
}

type By = { readonly desk: DeskLine; readonly person: Person };

function dryRun(plan: CalendarPlan, world: Awaited<ReturnType<typeof worldOf>>, { desk, person }: By) {
  const now = instant(Date.now());
  const context = { now, deskTime: now, deskId: desk.deskId, actorId: person.id, role: person.role };
  const run = startDryRun(world, context);
  return new Map(commandsOf(plan).map((planned) => [planned.commandId, run.decide(planned)]));
}

async function push(plan: CalendarPlan, { desk, person }: By): Promise<ReadonlyMap<string, RowOutcome>> {
  const verdicts = await pushCommands(commandsOf(plan), { desk, actorId: person.id });
  return new Map(verdicts.map(({ commandId, verdict }) => [commandId, outcomeOfVerdict(verdict)]));
}

function commandsOf({ setUp, items }: CalendarPlan) {
  return [...setUp, ...items.flatMap(({ commands }) => commands)];
}
