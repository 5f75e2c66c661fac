import { parseArgs } from 'node:util';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { Outage } from '#server/database/outage.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';

const usage = `node server/main.ts [options]
  --port N              0 takes any free one (default 4480)
  --host ADDRESS        default 127.0.0.1
  --data DIR            where the data lies
  --database-url URL    a PostgreSQL of your own, 15 or newer; also DATABASE_URL
  --redis-url URL       a Redis to keep holds in; also REDIS_URL
  --empty               without the demo clinic
  --renderer DIR        serve the built screens from there
  --dev-origin ORIGIN   pages of a development server that may call this one
  --allowed-host NAME   a name besides localhost that this server is known by; may be repeated
  --closed-enrolment    tell the enrolment code to nobody`;

/** The part of Electron's utility process that is used here; absent in plain Node. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

await main();

async function main(): Promise<void> {
  const values = readArguments();
  // A parent that ends the server during its start must find nothing left behind.
  const stop = Promise.withResolvers<void>();
  listenForTheEnd(() => stop.resolve());
  try {
    const server = await startServer({
      port: Number(values.port),
      host: values.host,
      dataDir: values.data ?? defaultDataDir(),
      databaseUrl: values['database-url'] ?? (process.env['DATABASE_URL'] || undefined),
      redisUrl: values['redis-url'] ?? (process.env['REDIS_URL'] || undefined),
      seed: values.empty ? 'empty' : 'demo',
      rendererDir: values.renderer ?? null,
      openEnrolment: isLoopback(values.host) && !values['closed-enrolment'],
      devOrigin: values['dev-origin'],
      allowedHosts: values['allowed-host'],
      log: (step, ms) => console.error(`${step} ${(ms / 1000).toFixed(2)} s`),
      report: (kind, what) => console.error(`${kind}: ${what}`),
    });
    announce(server);
    await stop.promise;
    await server.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Outage ? error.message : error);
    process.exit(1);
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4480' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        'database-url': { type: 'string' },
        'redis-url': { type: 'string' },
        empty: { type: 'boolean', default: false },
        renderer: { type: 'string' },
        'dev-origin': { type: 'string' },
        'allowed-host': { type: 'string', multiple: true, default: [] },
        'closed-enrolment': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}

function announce({ url, enrolmentCode }: RunningServer): void {
  console.log(`ready ${url}`);
  const message = { type: 'ready', url, enrolmentCode };
  parentPort()?.postMessage(message);
  process.send?.(message);
}

function listenForTheEnd(end: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  const onMessage = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'stop') end();
  };
  parentPort()?.on('message', ({ data }) => onMessage(data));
  if (process.send !== undefined) {
    process.on('message', onMessage);
    process.on('disconnect', end);
  }
}

function parentPort(): ParentPort | null {
  // The cast names what Electron adds to `process` in a utility process.
  return (process as { parentPort?: ParentPort }).parentPort ?? null;
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host);
}
