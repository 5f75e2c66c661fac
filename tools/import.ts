import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { summarise } from '#shared/importing/import-report.ts';
import { planImport } from '#shared/importing/plan-import.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { type DeskLine, openDeskLine } from '#tools/import/desk-line.ts';
import { dryRunPlan } from '#tools/import/dry-run-plan.ts';
import { findServer } from '#tools/import/find-server.ts';
import { type ImportOptions, readOptions, usage } from '#tools/import/options.ts';
import { reportLines, speechOf, writeReport } from '#tools/import/print-report.ts';
import { importCalendar, readCalendarFile } from '#tools/import/import-calendar.ts';
import { showProgress } from '#tools/import/progress.ts';
import { pushPlan } from '#tools/import/push-plan.ts';
import { type ImportInput, readInput, saveMapping } from '#tools/import/read-input.ts';
import { doubtSentences } from '#tools/import/sentences.ts';
import { signIn } from '#tools/import/sign-in.ts';

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(usage);
    return;
  }
  if (/\.ics$/i.test(options.file)) {
    const file = readCalendarFile(options.file);
    await withDesk(options, async (desk) => {
      for (const line of await importCalendar(desk, file, options)) console.log(line);
    });
    return;
  }
  const input = readInput(options);
  if (options.saveMapping !== null) saveMapping(options.saveMapping, input.mapping);
  console.error(`${basename(options.file)}: ${input.table.rows.length} rows, ${input.table.headers.length} columns`);
  for (const doubt of input.doubts) console.error(`  please check the mapping: ${doubtSentences[doubt]}`);
  await withDesk(options, (desk) => importInto(desk, input, options));
}

async function withDesk(options: ImportOptions, work: (desk: DeskLine) => Promise<void>): Promise<void> {
  const server = await findServer(options);
  try {
    const desk = await openDeskLine(server.url, server.enrolmentCode);
    if (desk === null) throw new Stop('The enrolment code is not this clinic’s.');
    await work(desk);
  } finally {
    await server.close();
  }
}

async function importInto(desk: DeskLine, { table, mapping }: ImportInput, options: ImportOptions): Promise<void> {
  const person = await signIn(desk, options);
  const existing = {
    locations: await desk.all('locations'),
    resources: await desk.all('resources'),
    services: await desk.all('services'),
    clients: await desk.all('clients'),
  };
  const plan = planImport(table, mapping, { existing, runId: randomUUID() });
  const outcomes = options.isDryRun
    ? await dryRunPlan(plan, desk, person)
    : await pushPlan(plan, { desk, actorId: person.id, onProgress: showProgress });
  const report = summarise(plan, outcomes);
  const speech = speechOf(plan, existing.resources, mapping.zone);
  for (const line of reportLines(report, options, speech)) console.log(line);
  const written = writeReport(report, options, speech);
  if (written !== null) console.log(`report ${written}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
