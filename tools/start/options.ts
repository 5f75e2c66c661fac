import { parseArgs } from 'node:util';
import { Stop } from '#tools/bootstrap/step.mjs';

export type StartOptions = {
  readonly inBrowser: boolean;
  readonly opensBrowser: boolean;
  /** 0 lets the system choose. */
  readonly port: number | undefined;
  readonly dataFolder: string | undefined;
  readonly isEmpty: boolean;
  readonly databaseUrl: string | undefined;
};

export const usage = `npm start -- [options]
  --browser            in the browser, also where the desktop app could be opened
  --no-open            do not open the browser
  --port N             the port on 127.0.0.1 (0: any free one)
  --data DIR           where this computer keeps the clinic's data
  --empty              without the demo clinic
  --database-url URL   a PostgreSQL (15 or newer) instead of the embedded one; also DATABASE_URL`;

export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    inBrowser: values.browser,
    opensBrowser: !values['no-open'],
    port: values.port === undefined ? undefined : readPort(values.port),
    dataFolder: values.data,
    isEmpty: values.empty,
    databaseUrl: values['database-url'] ?? (env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean', default: false },
        'database-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Stop(`--port must be a number from 0 to 65535, not "${text}".`);
  return port;
}
