import { parseArgs } from 'node:util';
import type { CalendarLanguage, CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import { calendarLanguageSchema } from '#shared/scheduling/calendar-scope.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import type { ServerChoice } from '#tools/import/find-server.ts';
import { fromCaller } from '#tools/import/options.ts';

export type ExportOptions = ServerChoice & {
  readonly kind: CalendarScope['kind'];
  /** A name or an id. */
  readonly wanted: string;
  readonly to: string;
  readonly telling: CalendarTelling;
  readonly language: CalendarLanguage;
  readonly person: string | null;
  readonly pin: string | null;
};

export const exportUsage = `npm run export -- --resource NAME --to FILE.ics [options]
  --resource NAME    whose calendar it is, by name or id; or
  --client NAME      all visits of a client; or
  --location NAME    all that is at a location
  --to FILE          the file that is written
  --busy-only        times only, without names and services
  --language CODE    en or zh, for the words that nobody typed
  --server URL       a running server; without it the one on the data folder, started if none runs
  --data DIR         the data folder, as for npm start
  --code CODE        the enrolment code, for a server on another computer
  --person NAME      who asks (an owner or manager), with --pin
  --pin PIN`;

const options = {
  resource: { type: 'string' },
  client: { type: 'string' },
  location: { type: 'string' },
  to: { type: 'string' },
  'busy-only': { type: 'boolean', default: false },
  language: { type: 'string', default: 'en' },
  server: { type: 'string' },
  data: { type: 'string' },
  code: { type: 'string' },
  person: { type: 'string' },
  pin: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export function readExportOptions(args: readonly string[]): ExportOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const given = (['resource', 'client', 'location'] as const).filter((kind) => values[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new Stop(`Name one resource, client or location.\n\n${exportUsage}`);
  if (values.to === undefined) throw new Stop(`Say where the file goes with --to.\n\n${exportUsage}`);
  const language = calendarLanguageSchema.safeParse(values.language);
  if (!language.success) throw new Stop('--language is en or zh.');
  return {
    kind,
    wanted: values[kind] ?? '',
    to: fromCaller(values.to),
    telling: values['busy-only'] ? 'busy' : 'names',
    language: language.data,
    server: values.server?.replace(/\/+$/, '') ?? null,
    dataFolder: values.data === undefined ? undefined : fromCaller(values.data),
    enrolmentCode: values.code ?? null,
    person: values.person ?? null,
    pin: values.pin ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${exportUsage}`);
  }
}
