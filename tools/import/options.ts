import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CalendarBecomes } from '#shared/importing/calendar/calendar-plan.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

export type ImportOptions = {
  readonly file: string;
  /** The mapping's file; without it the columns are guessed from the headers. */
  readonly mapping: string | null;
  readonly saveMapping: string | null;
  readonly report: string | null;
  readonly isDryRun: boolean;
  /** A running server; without it the one of the data folder, which is started where none runs. */
  readonly server: string | null;
  readonly dataFolder: string | undefined;
  readonly enrolmentCode: string | null;
  readonly person: string | null;
  readonly pin: string | null;
  readonly zone: string | null;
  readonly location: string | null;
  /** For calendar files: whose calendar, by name or id, what events become, and under which service. */
  readonly resource: string | null;
  readonly becomes: CalendarBecomes;
  readonly service: string | null;
};

export const usage = `npm run import -- FILE.csv [--map MAPPING.json] [options]
npm run import -- FILE.ics --resource NAME [options]
  --resource NAME    for a calendar file: whose calendar it becomes, by name or id
  --as KIND          blocks (busy time, unless said otherwise) or appointments; what recurs is a block for each date or a series
  --service NAME     of appointments; a neutral one unless given
  --map FILE         how columns become appointments (docs/examples has one); without it they are guessed
  --save-map FILE    writes the mapping that was used, to be corrected and given back with --map
  --dry-run          judges every row, books nothing
  --report FILE      rows that did not become appointments, .csv or .json (NAME.report.csv here if left out)
  --server URL       a running server; without it the one on the data folder, started if none runs
  --data DIR         the data folder, as for npm start
  --code CODE        the enrolment code, for a server on another computer
  --person NAME      whose command this is (an owner or manager), with --pin
  --pin PIN
  --zone ZONE        when guessing: the zone of the file's times, such as Europe/Berlin
  --location NAME    when guessing: the location of rows that name none

Ends with 0 when the file could be read, whatever became of its rows: the counts and the report say that.`;

const options = {
  map: { type: 'string' },
  'save-map': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  report: { type: 'string' },
  server: { type: 'string' },
  data: { type: 'string' },
  code: { type: 'string' },
  person: { type: 'string' },
  pin: { type: 'string' },
  zone: { type: 'string' },
  location: { type: 'string' },
  resource: { type: 'string' },
  as: { type: 'string', default: 'blocks' },
  service: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export function readOptions(args: readonly string[]): ImportOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Stop(`Name one file, .csv or .ics.\n\n${usage}`);
  const path = (given: string | undefined): string | null => (given === undefined ? null : fromCaller(given));
  return {
    file: fromCaller(file),
    mapping: path(values.map),
    saveMapping: path(values['save-map']),
    report: path(values.report),
    isDryRun: values['dry-run'],
    server: values.server?.replace(/\/+$/, '') ?? null,
    dataFolder: values.data === undefined ? undefined : fromCaller(values.data),
    enrolmentCode: values.code ?? null,
    person: values.person ?? null,
    pin: values.pin ?? null,
    zone: values.zone ?? null,
    location: values.location ?? null,
    resource: values.resource ?? null,
    becomes: becomesOf(values.as),
    service: values.service ?? null,
  };
}

function becomesOf(word: string): CalendarBecomes {
  if (word === 'blocks' || word === 'appointments') return word;
  throw new Stop('--as is blocks or appointments.');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** npm changes to the project's folder and keeps the caller's own in INIT_CWD. */
export function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
