import { createServer, type Socket, connect } from 'node:net';
import { must } from '#shared/lib/must.ts';

export type CuttableNetwork = {
  /** Where a desk reaches the server through this network. */
  readonly url: string;
  /** Breaks what is open, the event stream too, and lets nothing new through (F26). */
  cut(): void;
  /** Lets connections be made and then says nothing, as a dead access point does. */
  silence(): void;
  heal(): void;
  /** Holds back each piece of data, in both directions, by so many milliseconds. */
  delay(ms: number): void;
  /** Sends on what the desk says, and loses what the server answers. */
  loseReplies(): void;
  close(): Promise<void>;
};

type Mode = 'open' | 'cut' | 'silent' | 'replies-lost';

/** A TCP proxy on loopback in front of a server: Playwright's own `setOffline` does not cut an open stream (F26). */
export async function cuttableNetwork(serverUrl: string): Promise<CuttableNetwork> {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let mode: Mode = 'open';
  let delayMs = 0;

  const server = createServer((desk) => {
    track(open, desk);
    if (mode === 'cut') return void desk.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    track(open, upstream);
    forward(desk, upstream, () => mode === 'open' || mode === 'replies-lost');
    forward(upstream, desk, () => mode === 'open');
  });
  const forward = (from: Socket, to: Socket, passes: () => boolean) => {
    from.on('data', (chunk) => {
      setTimeout(() => passes() && to.writable && to.write(chunk), delayMs);
    });
    from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  };
  const breakAll = () => open.forEach((socket) => socket.destroy());

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = must(typeof address === 'object' ? address?.port : null, 'the proxy listens on a port');
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      mode = 'cut';
      breakAll();
    },
    silence: () => void (mode = 'silent'),
    // What was swallowed meanwhile is gone: a stream that went on would be a corrupt one.
    heal: () => {
      if (mode !== 'open') breakAll();
      mode = 'open';
    },
    delay: (ms) => void (delayMs = ms),
    loseReplies: () => void (mode = 'replies-lost'),
    close: () => {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function track(open: Set<Socket>, socket: Socket): void {
  open.add(socket);
  // A cut line is what this is for.
  socket.on('error', () => undefined);
  socket.on('close', () => open.delete(socket));
}
