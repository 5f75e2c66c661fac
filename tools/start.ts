import { Stop } from '#tools/bootstrap/step.mjs';
import { buildIfStale } from '#tools/start/build.ts';
import { hasDisplay, obtainElectron } from '#tools/start/electron-binary.ts';
import { readOptions, type StartOptions, usage } from '#tools/start/options.ts';
import { runDesktop } from '#tools/start/run-desktop.ts';

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(usage);
  else await start(options);
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exit(1);
}

/** The desktop app where it can be opened, and the same app in the browser everywhere else. */
async function start(options: StartOptions): Promise<void> {
  await buildIfStale('renderer');
  if (!options.inBrowser && hasDisplay()) {
    const electron = await obtainElectron();
    if (electron === undefined) {
      console.error('› Electron cannot be downloaded here, so the app opens in the browser.');
    } else {
      await buildIfStale('desktop');
      if ((await runDesktop(electron, options)) === 'ended') return;
      console.error('› The desktop window cannot be opened here, so the app opens in the browser.');
    }
  }
  // Loaded late: the desktop app runs the server in a process of its own.
  const { runBrowser } = await import('#tools/start/run-browser.ts');
  await runBrowser(options);
}
