import { z } from 'zod';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { Outage } from '#server/database/outage.ts';
import { announcedAddress } from '#server/server-address.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

/** Which server; without a URL the one on the data folder. */
export type ServerChoice = {
  readonly server: string | null;
  readonly dataFolder: string | undefined;
  readonly enrolmentCode: string | null;
};

export type FoundServer = {
  readonly url: string;
  readonly enrolmentCode: string;
  /** Ends the server where this run started it. */
  close(): Promise<void>;
};

const enrolmentSchema = z.object({ code: z.string() });
const PROBE_MS = 5_000;

/** The server that was named, else the one that runs on the data folder, else one that is started there. */
export async function findServer(options: ServerChoice): Promise<FoundServer> {
  if (options.server !== null) return running(options.server, options);
  const dataDir = options.dataFolder ?? defaultDataDir();
  const announced = announcedAddress(dataDir);
  if (announced !== null && (await isHealthy(announced))) return running(announced, options);
  return start(dataDir);
}

async function running(url: string, options: ServerChoice): Promise<FoundServer> {
  if (!(await isHealthy(url))) throw new Stop(`No Frontdesk server answers at ${url}.`);
  const enrolmentCode = options.enrolmentCode ?? (await offeredCode(url));
  if (enrolmentCode === null)
    throw new Stop(`${url} does not offer its enrolment code to this computer: give it with --code.`);
  return { url, enrolmentCode, close: () => Promise.resolve() };
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null);
  return response?.ok === true;
}

async function offeredCode(url: string): Promise<string | null> {
  const response = await fetch(`${url}/enrolment`, { signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null);
  const offer = enrolmentSchema.safeParse(response?.ok === true ? await response.json() : null);
  return offer.success ? offer.data.code : null;
}

async function start(dataDir: string): Promise<FoundServer> {
  // Loaded only here: talking to a server that runs needs none of it.
  const { startServer } = await import('#server/start-server.ts');
  try {
    // A clinic that begins with its own schedule wants no demo beside it.
    return await startServer({
      port: 0,
      dataDir,
      databaseUrl: process.env['DATABASE_URL'] === '' ? undefined : process.env['DATABASE_URL'],
      seed: 'empty',
      rendererDir: null,
      openEnrolment: true,
      log: (step, ms) => console.error(`› ${step} ${(ms / 1_000).toFixed(1)} s`),
    });
  } catch (error) {
    if (!(error instanceof Outage) || error.reason !== 'folder-in-use') throw error;
    throw new Stop(`A Frontdesk server runs on ${dataDir}, but not where it said: name it with --server URL.`);
  }
}
