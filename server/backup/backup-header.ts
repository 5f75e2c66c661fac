import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { BackupFailure } from '#server/backup/backup-failure.ts';

/** Raised when an older program could not read what is written now. */
const FORMAT_VERSION = 1;
const NAME = 'FRONTDESK-BACKUP';
const longestLine = 4_096;

const headerSchema = z.object({
  createdAt: z.iso.datetime(),
  /** 16 bytes, base64url: every backup has a key of its own. */
  salt: z.string().length(22),
  /** scrypt's cost, as a power of two; bounded, because whoever changed the file would choose our memory. */
  costLog2: z.int().min(10).max(20),
  /** Tells a wrong passphrase from a damaged file. */
  keyCheck: z.string(),
});
export type BackupHeader = Readonly<z.infer<typeof headerSchema>>;

/** The first line: name, format, the header, and a sum of all that, which every future format keeps. */
export function headerLine(header: BackupHeader, version = FORMAT_VERSION): Buffer {
  const words = `${NAME} ${version} ${Buffer.from(JSON.stringify(header)).toString('base64url')}`;
  return Buffer.from(`${words} ${sumOf(words)}\n`);
}

export type ReadHeader = { readonly header: BackupHeader; readonly line: Buffer };

/** @throws BackupFailure */
export async function readHeader(file: FileHandle): Promise<ReadHeader> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLine), 0, longestLine, 0);
  const start = buffer.subarray(0, bytesRead);
  if (!NAME.startsWith(start.subarray(0, NAME.length).toString('latin1')) || bytesRead === 0)
    throw new BackupFailure('not-a-backup');
  const end = start.indexOf(0x0a);
  if (end === -1) throw new BackupFailure(bytesRead < longestLine ? 'truncated' : 'damaged');
  const [name, version, body = '', sum] = start.toString('latin1', 0, end).split(' ');
  if (sumOf(`${name} ${version} ${body}`) !== sum) throw new BackupFailure('damaged');
  if (Number(version) > FORMAT_VERSION) throw new BackupFailure('newer-version');
  const header = headerSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return { header, line: start.subarray(0, end + 1) };
}

function sumOf(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}
