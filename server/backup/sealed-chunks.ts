import { createCipheriv, createDecipheriv } from 'node:crypto';
import { BackupFailure } from '#server/backup/backup-failure.ts';

const CHUNK = 65_536;
const TAG = 16;

/** A key of one file alone, and its first line, which every chunk vouches for. */
export type Seal = { readonly key: Buffer; readonly headerLine: Buffer };

/**
 * AES-256-GCM in chunks of 64 KiB. A chunk's nonce is its number and whether it is the last, so that chunks can be
 * neither swapped, repeated nor left out; the key is never used for another file.
 */
export async function* seal(source: AsyncIterable<Buffer>, { key, headerLine }: Seal): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isLast } of inChunks(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(headerLine);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** @throws BackupFailure at the first chunk that is not what was written. */
export async function* unseal(source: AsyncIterable<Buffer>, { key, headerLine }: Seal): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isLast } of inChunks(source, CHUNK + TAG)) {
    if (bytes.length < TAG) throw new BackupFailure('truncated');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast)).setAAD(headerLine);
    decipher.setAuthTag(bytes.subarray(-TAG));
    const plain = decipher.update(bytes.subarray(0, -TAG));
    try {
      decipher.final();
    } catch (cause) {
      throw new BackupFailure('damaged', cause);
    }
    yield plain;
    number += 1;
  }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 7);
  bytes.writeUInt8(isLast ? 1 : 0, 11);
  return bytes;
}

/** Whole chunks of this size, and one last one that is shorter, or as long; there is always a last one. */
async function* inChunks(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let held = Buffer.alloc(0);
  for await (const bytes of source) {
    held = Buffer.concat([held, bytes]);
    while (held.length > size) {
      yield { bytes: held.subarray(0, size), isLast: false };
      held = held.subarray(size);
    }
  }
  yield { bytes: held, isLast: true };
}
