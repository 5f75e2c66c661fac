import type { DesktopApi } from '#shared/desktop/desktop-api.ts';

declare global {
  interface Window {
    /** Set by the preload of the desktop app; absent in a plain browser. */
    readonly frontdesk?: DesktopApi;
  }
}
