import { join } from 'node:path';
import type { DesktopOptions } from '#electron/main/desktop-options.ts';
import type { ElectronPort, WindowPort } from '#electron/main/electron-port.ts';
import { fitWindow, readWindowState, writeWindowState } from '#electron/main/window-state.ts';
import { desktopOrigin } from '#shared/desktop/ipc-channels.ts';

export function openWindow(electron: ElectronPort, options: DesktopOptions): WindowPort {
  const stateFile = join(electron.app.getPath('userData'), 'window.json');
  const screens = electron.screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, ...bounds } = fitWindow(readWindowState(stateFile), screens);
  const window = new electron.BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#f8f9fa',
    title: 'Frontdesk',
    webPreferences: {
      preload: options.preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Names in several scripts would be underlined from end to end.
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.on('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  void window.loadURL(options.developmentUrl ?? `${desktopOrigin}/`);
  return window;
}
