import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { at } from '#tools/root.ts';
import type { StartOptions } from '#tools/start/options.ts';

/** Opens the desktop app and stays until it ends. Answers `cannot-open` when it ended before its server was ready. */
export function runDesktop(binary: string, options: StartOptions): Promise<'ended' | 'cannot-open'> {
  return new Promise((resolve) => {
    const env = { ...process.env };
    delete env['ELECTRON_RUN_AS_NODE'];
    const child = spawn(binary, [...chromiumSwitches(), at(), ...desktopArguments(options)], {
      cwd: at(),
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let hasOpened = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) hasOpened = true;
      console.log(line);
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGTERM'));
    child.on('error', () => resolve('cannot-open'));
    // A second start hands over to the running window and ends well.
    child.on('exit', (code) => resolve(hasOpened || code === 0 ? 'ended' : 'cannot-open'));
  });
}

/** Chromium's own sandbox cannot be set up by root. */
function chromiumSwitches(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function desktopArguments({ dataFolder, port, isEmpty, databaseUrl }: StartOptions): readonly string[] {
  return [
    ...(dataFolder === undefined ? [] : ['--data', dataFolder]),
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(isEmpty ? ['--empty'] : []),
    ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl]),
  ];
}
