import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import { Outage } from '#server/database/outage.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

const options = {
  to: { type: 'string' },
  verify: { type: 'string' },
  data: { type: 'string' },
  'key-file': { type: 'string' },
  'passphrase-file': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type BackupOptions = ReturnType<typeof parse>['values'];

/** Runs one of the two tools; what goes wrong is a sentence, and the exit code 1. */
export async function backupTool(
  usage: string,
  work: (options: BackupOptions, positionals: readonly string[]) => Promise<void>,
): Promise<void> {
  try {
    const { values, positionals } = parse(usage);
    if (values.help) console.log(usage);
    else await work(values, positionals);
  } catch (error) {
    const isTold = error instanceof Stop || error instanceof BackupFailure || error instanceof Outage;
    console.error(isTold ? error.message : error);
    process.exitCode = 1;
  }
}

/** A path as the caller meant it: npm runs its scripts in the package's folder. */
export function fromCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}

function parse(usage: string) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
