import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { Stop } from '#tools/bootstrap/step.mjs';
import { keepRunning } from '#tools/dev/keep-running.ts';
import { freePort } from '#tools/dev/free-port.ts';
import { at } from '#tools/root.ts';
import { hasDisplay, obtainElectron } from '#tools/start/electron-binary.ts';
import { openBrowser } from '#tools/start/open-browser.ts';
import { developmentConfig } from '#tools/vite/development-config.ts';

// The screens reload as they are edited; the server is started again when its own files or shared ones change.
try {
  await main();
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string', default: '5173' },
      data: { type: 'string', default: at('.cache', 'dev-data') },
    },
  });
  const apiPort = await freePort();
  const server = keepRunning([
    ...['--watch-path=server', '--watch-path=shared', '--watch-preserve-output'],
    ...[at('server', 'main.ts'), '--port', String(apiPort), '--data', values.data],
  ]);
  const vite = await createServer(developmentConfig(Number(values.port), apiPort));
  await vite.listen();
  const url = `http://127.0.0.1:${vite.config.server.port}`;
  console.log(`ready ${url}`);

  const electron = values.browser || !hasDisplay() ? undefined : await obtainElectron();
  const window = electron === undefined ? undefined : openDesktop(electron, url, values.data);
  if (window === undefined && !values['no-open']) openBrowser(url);

  const end = async () => {
    await Promise.all([window?.stop(), vite.close(), server.stop()]);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void end());
}

/** The window shows the development server's page and talks to the same server through it. */
function openDesktop(electron: string, url: string, data: string) {
  return keepRunning(
    [
      at('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
      'dev',
      '--watch',
      '--mode',
      'desktop',
      '--',
      '--data',
      data,
    ],
    { ELECTRON_EXEC_PATH: electron, ELECTRON_RENDERER_URL: url, FRONTDESK_SERVER_URL: url },
  );
}
