import * as electron from 'electron';
import { fileURLToPath } from 'node:url';
import { readDesktopOptions } from '#electron/main/desktop-options.ts';
import { startDesktop } from '#electron/main/start-desktop.ts';

const out = fileURLToPath(new URL('..', import.meta.url));
const options = readDesktopOptions(process.argv, process.env, out);
if (options.dataFolder !== undefined) electron.app.setPath('userData', options.dataFolder);
void startDesktop(electron, options);
