import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'server.json';
const addressSchema = z.object({ url: z.string(), pid: z.int() });

/** Leaves word in the data folder where its server listens, for tools on this computer. @returns what takes it away. */
export function announceAddress(dataDir: string, url: string): () => void {
  const file = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Where the folder's server said that it listens; it may have been killed since. */
export function announcedAddress(dataDir: string): string | null {
  try {
    return addressSchema.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8'))).url;
  } catch {
    return null;
  }
}
