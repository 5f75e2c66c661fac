import { createInterface } from 'node:readline';
import type { ChildPort } from '#electron/main/electron-port.ts';
import type { ServerAddress } from '#shared/desktop/desktop-api.ts';

export type ServerProcess = {
  address(): ServerAddress;
  /** Ends the server and its database; resolves when both are gone. */
  stop(): Promise<void>;
};

export type ServerProcessOptions = {
  /** Starts one; told the port of the one before, so that open windows find the new one where the old one was. */
  readonly fork: (port: string | undefined) => ChildPort;
  readonly enrolmentCodeAt: (url: string) => Promise<string | null>;
  readonly onAddress: (address: ServerAddress) => void;
  readonly log: (line: string) => void;
  readonly firstRestartMs?: number;
  readonly stopTimeoutMs?: number;
};

const longestRestartMs = 30_000;
/** After so many failures in a row the desk is told; it works on offline while the attempts go on. */
const failuresUntilTold = 4;

/**
 * Keeps one server running.
 *
 *   starting ──"ready URL"──▶ ready
 *      ▲                        │ exit
 *      └── after a pause ◀──────┘      (told as `failed` when it keeps failing)
 */
export function runServer(options: ServerProcessOptions): ServerProcess {
  const { firstRestartMs = 500 } = options;
  let address: ServerAddress = { state: 'starting' };
  let child: ChildPort | null = null;
  let restart: NodeJS.Timeout | undefined;
  let failures = 0;
  let port: string | undefined;
  let isStopping = false;

  const tell = (next: ServerAddress) => {
    address = next;
    if (!isStopping) options.onAddress(next);
  };
  const onLine = async (line: string) => {
    options.log(line);
    const url = /^ready (http:\/\/\S+)$/.exec(line.trim())?.[1];
    if (url === undefined) return;
    failures = 0;
    port = new URL(url).port;
    tell({ state: 'ready', url, enrolmentCode: await options.enrolmentCodeAt(url) });
  };
  const onExit = () => {
    child = null;
    if (isStopping) return;
    failures += 1;
    tell(failures < failuresUntilTold ? { state: 'starting' } : { state: 'failed', reason: 'server-keeps-stopping' });
    restart = setTimeout(start, Math.min(longestRestartMs, firstRestartMs * 2 ** (failures - 1)));
  };
  const start = () => {
    child = options.fork(port);
    child.on('exit', onExit);
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => void onLine(line));
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', options.log);
  };

  start();
  return {
    address: () => address,
    stop: async () => {
      isStopping = true;
      clearTimeout(restart);
      if (child !== null) await stopChild(child, options.stopTimeoutMs ?? 10_000);
    },
  };
}

/** Asks first: only a server that ends by itself ends its database too. */
function stopChild(child: ChildPort, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill(), timeoutMs);
    child.on('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.postMessage({ kind: 'stop' });
  });
}

/** A server that somebody else started, and ends. */
export function runningServer(url: string, codeAt: ServerProcessOptions['enrolmentCodeAt']): ServerProcess {
  let address: ServerAddress = { state: 'ready', url, enrolmentCode: null };
  void codeAt(url).then((enrolmentCode) => (address = { state: 'ready', url, enrolmentCode }));
  return { address: () => address, stop: () => Promise.resolve() };
}
