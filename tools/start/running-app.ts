import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ pid: z.int(), url: z.url() });

function file(dataFolder: string): string {
  return join(dataFolder, 'running.json');
}

/** Notes where the app of this data folder can be reached, so that a second start finds it. */
export function noteRunning(dataFolder: string, url: string): void {
  writeFileSync(file(dataFolder), JSON.stringify({ pid: process.pid, url }));
}

export function forgetRunning(dataFolder: string): void {
  if (readNote(dataFolder)?.pid === process.pid) rmSync(file(dataFolder), { force: true });
}

/** The address of the app that runs on this data folder; a note that a killed one left behind does not count. */
export async function findRunning(dataFolder: string): Promise<string | undefined> {
  const note = readNote(dataFolder);
  if (note === undefined) return undefined;
  try {
    const health = await fetch(`${note.url}/health`, { signal: AbortSignal.timeout(2_000) });
    return health.ok ? note.url : undefined;
  } catch {
    return undefined;
  }
}

function readNote(dataFolder: string): z.infer<typeof runningSchema> | undefined {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(file(dataFolder), 'utf8')));
  } catch {
    return undefined;
  }
}
