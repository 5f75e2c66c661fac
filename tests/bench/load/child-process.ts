import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { at } from '#tools/root.ts';

export type Child = { readonly url: string; readonly pid: number; end(): Promise<void> };

/** Starts a script of ours that prints `ready URL`, as a process of its own. */
export async function startChild(script: readonly string[], args: readonly string[]): Promise<Child> {
  const profile = process.env['LOAD_PROFILE'];
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, at(...script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) return { url: line.slice(6), pid: child.pid ?? 0, end: () => end(child) };
  }
  throw new Error(`${script.join('/')} ended before it was ready`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
