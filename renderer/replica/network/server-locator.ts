import { z } from 'zod';
import type { DesktopApi } from '#shared/desktop/desktop-api.ts';

/** Where the server is now. In the desktop app its port may differ at each start. */
export type ServerLocator = {
  url(): string | null;
  /** The code by which this computer's own server lets a desk in; null when it does not offer one. Rejects when cut off. */
  enrolmentCode(): Promise<string | null>;
  onMove(listener: () => void): () => void;
};

const offerSchema = z.object({ code: z.string() });

export function fixedServer(url: string): ServerLocator {
  return {
    url: () => url,
    enrolmentCode: async () => {
      const response = await fetch(`${url}/enrolment`, { signal: AbortSignal.timeout(3_000) });
      if (!response.ok) return null;
      const offer = offerSchema.safeParse(await response.json().catch(() => null));
      return offer.success ? offer.data.code : null;
    },
    onMove: () => () => {},
  };
}

export async function desktopServer(desktop: DesktopApi): Promise<ServerLocator> {
  let address = await desktop.serverAddress();
  const listeners = new Set<() => void>();
  desktop.onServerAddress((next) => {
    address = next;
    for (const listener of listeners) listener();
  });
  return {
    url: () => (address.state === 'ready' ? address.url : null),
    enrolmentCode: async () => (address.state === 'ready' ? address.enrolmentCode : null),
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
