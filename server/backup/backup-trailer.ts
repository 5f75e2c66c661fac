import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { BackupFailure } from '#server/backup/backup-failure.ts';

const MARK = Buffer.from('FDBKEND1');

/** Mark, length of what comes before, SHA-256 of what comes before. */
export const TRAILER_LENGTH = MARK.length + 8 + 32;

export function trailerOf(length: number, sum: Buffer): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([MARK, number, sum]);
}

/**
 * Reads the whole file and compares it with its sum, without the passphrase. @returns its length without the trailer.
 * @throws BackupFailure
 */
export async function checkTrailer(path: string, file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const length = size - TRAILER_LENGTH;
  if (length <= 0) throw new BackupFailure('truncated');
  const { buffer } = await file.read(Buffer.alloc(TRAILER_LENGTH), 0, TRAILER_LENGTH, length);
  const expected = trailerOf(length, await sumOf(path, length));
  if (buffer.equals(expected)) return length;
  // One flipped byte spoils one of the three parts; what was cut off has none of them at its end.
  const edges = [0, MARK.length, MARK.length + 8, TRAILER_LENGTH];
  const hasPart = edges.some((edge, at) => {
    const next = edges[at + 1];
    return next !== undefined && buffer.subarray(edge, next).equals(expected.subarray(edge, next));
  });
  throw new BackupFailure(hasPart ? 'damaged' : 'truncated');
}

async function sumOf(path: string, length: number): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { end: length - 1 })) hash.update(bytes as Buffer); // Without an encoding.
  return hash.digest();
}
