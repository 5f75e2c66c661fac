import { resolve } from 'node:path';

/** What a run of the cases found: printed for people, written as JSON for programs. */
export type CasesReport = {
  readonly summary: readonly string[];
  /** One entry per line or file that is not as it should be. */
  readonly problems: readonly string[];
  readonly json: unknown;
};

export type CasesOptions = {
  readonly path: string;
  readonly json: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

/** Something about the call itself: told in one line, exit code 2. */
export class Usage extends Error {}

const valued = new Set(['--json', '--from', '--to']);

/** `FILE --json OUT`; paths are relative to where the person called npm. */
export function readOptions(args: readonly string[]): CasesOptions {
  const given = new Map<string, string>();
  const paths: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (!word.startsWith('--')) {
      paths.push(word);
      continue;
    }
    const [name = '', inline] = word.split('=', 2);
    if (!valued.has(name)) throw new Usage(`Unknown option ${name}`);
    const value = inline ?? args[(index += 1)];
    if (value === undefined) throw new Usage(`${name} needs a value`);
    given.set(name, value);
  }
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new Usage('Name one file or folder');
  const json = given.get('--json');
  return {
    path: fromCaller(path),
    json: json === undefined ? null : fromCaller(json),
    from: given.get('--from') ?? null,
    to: given.get('--to') ?? null,
  };
}

function fromCaller(path: string): string {
  // npm changes to the project's folder and keeps the caller's own here.
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
