import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '#server/start-server.ts';

export type BenchClinic = { readonly server: RunningServer; readonly close: () => Promise<void> };

/** A folder that PostgreSQL may enter, which runs as another user when this is root. */
export function benchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-bench-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The real server with the demo clinic, serving the page that measures. */
export async function startBenchClinic(rendererDir: string): Promise<BenchClinic> {
  const dataDir = benchFolder();
  const server = await startServer({
    port: 0,
    dataDir,
    seed: 'demo',
    rendererDir,
    openEnrolment: true,
    log: () => undefined,
  });
  return {
    server,
    close: async () => {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
