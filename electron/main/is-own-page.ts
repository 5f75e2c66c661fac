import { desktopOrigin } from '#shared/desktop/ipc-channels.ts';

/** Whether an address is Frontdesk's own page: the built one, or the development server's. */
export function isOwnPage(address: string, developmentUrl: string | undefined): boolean {
  const origins = [desktopOrigin, ...(developmentUrl === undefined ? [] : [originOf(developmentUrl)])];
  return origins.includes(originOf(address));
}

// `URL.origin` is "null" for a custom scheme, so that any `app:` page would look like any other.
function originOf(address: string): string | null {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}`;
  } catch {
    return null;
  }
}
