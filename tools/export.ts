import { writeFileSync } from 'node:fs';
import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import { type ExportOptions, exportUsage, readExportOptions } from '#tools/export/options.ts';
import { type DeskLine, openDeskLine } from '#tools/import/desk-line.ts';
import { findServer } from '#tools/import/find-server.ts';
import { oneNamed } from '#tools/import/one-named.ts';
import { signIn } from '#tools/import/sign-in.ts';

async function main(args: readonly string[]): Promise<void> {
  const options = readExportOptions(args);
  if (options === 'help') {
    console.log(exportUsage);
    return;
  }
  const server = await findServer(options);
  try {
    const desk = await openDeskLine(server.url, server.enrolmentCode);
    if (desk === null) throw new Stop('The enrolment code is not this clinic’s.');
    await exportFrom(desk, options);
  } finally {
    await server.close();
  }
}

async function exportFrom(desk: DeskLine, options: ExportOptions): Promise<void> {
  const person = await signIn(desk, options);
  const scope = await scopeOf(desk, options);
  const { telling, language } = options;
  const answer = await desk.exportCalendar({ actorId: person.id, scope, telling, language });
  if (answer.kind === 'refused')
    throw new Stop(
      answer.code === 'calendar-too-large'
        ? 'There is too much for one calendar: export single resources.'
        : `${person.name} may not export this.`,
    );
  writeFileSync(options.to, answer.text);
  console.log(`${answer.name}: ${answer.text.match(/^BEGIN:VEVENT/gm)?.length ?? 0} events in ${options.to}`);
}

async function scopeOf(desk: DeskLine, { kind, wanted }: ExportOptions): Promise<CalendarScope> {
  const collection = ({ resource: 'resources', client: 'clients', location: 'locations' } as const)[kind];
  return { kind, id: oneNamed(await desk.all(collection), wanted, kind).id };
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
