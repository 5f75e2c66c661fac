import { createHash } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { asBackupFailure } from '#server/backup/backup-failure.ts';
import { headerLine } from '#server/backup/backup-header.ts';
import { type BackupSecret, newKey } from '#server/backup/backup-key.ts';
import { trailerOf } from '#server/backup/backup-trailer.ts';
import { seal } from '#server/backup/sealed-chunks.ts';

type BackupTarget = {
  readonly path: string;
  readonly secret: BackupSecret;
  readonly now: Date;
  /** scrypt's, as a power of two. */
  readonly costLog2?: number;
};

/**
 * Writes lines into a new file, encrypted, as they come. Under its own name it is there only when it is whole and on
 * the disk. @returns its length in bytes. @throws BackupFailure
 */
export async function writeBackup(lines: AsyncIterable<string>, target: BackupTarget): Promise<number> {
  const { path, secret, now, costLog2 } = target;
  const partial = `${path}.${process.pid}.partial`;
  const { key, header } = await newKey(secret, now, costLog2);
  try {
    const file = await open(partial, 'wx', 0o600);
    const sum = createHash('sha256');
    let length = 0;
    const append = async (bytes: Buffer): Promise<void> => {
      sum.update(bytes);
      length += bytes.length;
      await file.appendFile(bytes);
    };
    try {
      const first = headerLine(header);
      await append(first);
      await pipeline(Readable.from(asText(lines)), createGzip(), async (zipped: AsyncIterable<Buffer>) => {
        for await (const chunk of seal(zipped, { key, headerLine: first })) await append(chunk);
      });
      await file.appendFile(trailerOf(length, sum.digest()));
      await file.sync();
    } finally {
      await file.close();
    }
    // Unlike a rename, a link never takes the place of a file that is there.
    await link(partial, path);
    return length;
  } catch (error) {
    throw asBackupFailure(error);
  } finally {
    await rm(partial, { force: true });
  }
}

async function* asText(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
