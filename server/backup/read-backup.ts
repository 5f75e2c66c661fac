import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { asBackupFailure } from '#server/backup/backup-failure.ts';
import { readHeader } from '#server/backup/backup-header.ts';
import { type BackupSecret, keyOf } from '#server/backup/backup-key.ts';
import { checkTrailer } from '#server/backup/backup-trailer.ts';
import { unseal } from '#server/backup/sealed-chunks.ts';

export type OpenedBackup = {
  readonly createdAt: Date;
  /** What was written, line by line. @throws BackupFailure */
  lines(): AsyncGenerator<string>;
};

/** Checks the whole file against its sum and the secret against the file. @throws BackupFailure */
export async function openBackup(path: string, secret: BackupSecret): Promise<OpenedBackup> {
  try {
    const file = await open(path, 'r');
    try {
      const { header, line } = await readHeader(file);
      const end = await checkTrailer(path, file);
      const key = await keyOf(secret, header);
      const lines = async function* (): AsyncGenerator<string> {
        const sealed = createReadStream(path, { start: line.length, end: end - 1 });
        yield* inLines(unzipped(unseal(sealed, { key, headerLine: line })));
      };
      return { createdAt: new Date(header.createdAt), lines };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asBackupFailure(error);
  }
}

/** Reads it to its end: every chunk is authenticated, every line is whole. @returns the number of lines. */
export async function verifyBackup(path: string, secret: BackupSecret): Promise<number> {
  const backup = await openBackup(path, secret);
  let count = 0;
  for await (const _line of backup.lines()) count += 1;
  return count;
}

async function* unzipped(zipped: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // What goes wrong on the way is thrown below, to whoever reads.
  pipeline(Readable.from(zipped), gunzip).catch(() => undefined);
  try {
    for await (const bytes of gunzip) yield bytes as Buffer; // Without an encoding.
  } finally {
    gunzip.destroy();
  }
}

// Not node:readline, which also ends a line at U+2028, as may stand in anybody's notes.
async function* inLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  for await (const bytes of source) {
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
      yield Buffer.concat([...held, bytes.subarray(start, end)]).toString('utf8');
      held = [];
      start = end + 1;
    }
    held.push(bytes.subarray(start));
  }
}
