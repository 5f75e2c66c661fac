import type { ElectronPort } from '#electron/main/electron-port.ts';
import { isOwnPage } from '#electron/main/is-own-page.ts';

/** What a person writes to a client with; anything longer than their programs take is no message. */
const MESSAGE_LINK = /^(?:mailto|sms|tel):[^\s]{1,8000}$/;

/**
 * Nothing leaves the app's own page: no other address, no second window, no webview, no camera or the like. A message
 * to a client alone is handed to the computer's own program for it, and the page stays where it is.
 */
export function lockDown(
  electron: Pick<ElectronPort, 'app' | 'session' | 'shell'>,
  developmentUrl: string | undefined,
): void {
  const { defaultSession } = electron.session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  defaultSession.setPermissionCheckHandler(() => false);
  electron.app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    for (const moment of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      contents.on(moment, (event) => {
        if (isOwnPage(event.url, developmentUrl)) return;
        event.preventDefault();
        // Where no program is set up for it there is nothing to open; the draft can still be copied.
        if (moment === 'will-navigate' && MESSAGE_LINK.test(event.url)) {
          electron.shell.openExternal(event.url).catch(() => undefined);
        }
      });
    }
  });
}
