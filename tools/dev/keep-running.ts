import { spawn } from 'node:child_process';
import { at } from '#tools/root.ts';

export type Running = { stop(): Promise<void> };

/** Runs Node beside this process until it is stopped; what it has to say goes to the same terminal. */
export function keepRunning(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [...args], {
    cwd: at(),
    env: { ...process.env, ...env },
    // Its `ready` line is for programs; the address of the development server is the one to open.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
