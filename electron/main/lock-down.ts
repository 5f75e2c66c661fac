import type { ElectronPort } from '#electron/main/electron-port.ts';
import { isOwnPage } from '#electron/main/is-own-page.ts';

/** Nothing leaves the app's own page: no other address, no second window, no webview, no camera or the like. */
export function lockDown(electron: Pick<ElectronPort, 'app' | 'session'>, developmentUrl: string | undefined): void {
  const { defaultSession } = electron.session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  defaultSession.setPermissionCheckHandler(() => false);
  electron.app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const moment of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(moment, (event) => {
        if (!isOwnPage(event.url, developmentUrl)) event.preventDefault();
      });
    }
  });
}
