import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackupFailure } from '#server/backup/backup-failure.ts';
import { headerLine, readHeader } from '#server/backup/backup-header.ts';
import { type BackupSecret, passphrase } from '#server/backup/backup-key.ts';
import { TRAILER_LENGTH, trailerOf } from '#server/backup/backup-trailer.ts';
import { openBackup, verifyBackup } from '#server/backup/read-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';

const secret = passphrase('correct horse battery');
const target = { secret, now: new Date('2026-11-21T08:00:00Z'), costLog2: 10 };
/** Random enough that gzip leaves several chunks of it; with what ends a line elsewhere, and is no end here. */
const written = Array.from(
  { length: 14_000 },
  (_, at) => `${at} Grüße \u2028 你好 ${Math.sin(at)} ${Math.cos(at * 7)}`,
);
let folder = '';
let path = '';
let bytes = Buffer.alloc(0);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-file-'));
  path = join(folder, 'whole.backup');
  await writeBackup(each(written), { ...target, path });
  bytes = await readFile(path);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what was written comes back, line by line, and nobody can read it in the file', async () => {
  const lines: string[] = [];
  for await (const line of (await openBackup(path, secret)).lines()) lines.push(line);
  expect(lines).toEqual(written);
  expect(bytes.length).toBeGreaterThan(3 * 65_536);
  expect(bytes.includes('Grüße')).toBe(false);
});

test('whoever stops reading in the middle has only stopped reading', async () => {
  for await (const line of (await openBackup(path, secret)).lines()) {
    expect(line).toBe(written[0]);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test('an empty backup is whole too', async () => {
  const empty = join(folder, 'empty.backup');
  await writeBackup(each([]), { ...target, path: empty });
  expect(await verifyBackup(empty, secret)).toBe(0);
});

test('the passphrase is the same however its letters were typed; another one is told from damage', async () => {
  const accented = join(folder, 'accented.backup');
  await writeBackup(each(['x']), { ...target, path: accented, secret: passphrase('caf\u00e9 au lait doux') });
  expect(await verifyBackup(accented, passphrase('cafe\u0301 au lait doux'))).toBe(1);
  expect(await reasonOf(bytes, passphrase('correct horse batterz'))).toBe('wrong-passphrase');
  expect(await reasonOf(bytes, { kind: 'key-file', bytes: Buffer.alloc(64, 7) })).toBe('wrong-passphrase');
});

test.each(spots())('a byte that flipped is found: %s', async (_name, spot) => {
  const spoiled = Buffer.from(bytes);
  const at = spot(bytes);
  spoiled.writeUInt8((bytes[at] ?? 0) ^ 0x10, at);
  expect(await reasonOf(spoiled)).toBe('damaged');
});

test('a file that was cut off anywhere is called so', async () => {
  const firstLine = bytes.indexOf(0x0a) + 1;
  const lengths = [40, firstLine, firstLine + 10, firstLine + 65_552, bytes.length - 60, bytes.length - TRAILER_LENGTH];
  for (const length of [...lengths, bytes.length - 1])
    expect(await reasonOf(bytes.subarray(0, length))).toBe('truncated');
});

test('chunks that changed places are found, though every sum was made to fit', async () => {
  const { line } = await headerOf(bytes);
  const chunk = 65_536 + 16;
  const [first, second] = [line.length, line.length + chunk].map((at) => bytes.subarray(at, at + chunk));
  const swapped = Buffer.concat([line, second ?? line, first ?? line, bytes.subarray(line.length + 2 * chunk)]);
  const body = swapped.subarray(0, -TRAILER_LENGTH);
  const forged = Buffer.concat([body, trailerOf(body.length, createHash('sha256').update(body).digest())]);
  expect(await reasonOf(forged)).toBe('damaged');
});

test('another program’s file and a newer program’s backup are told apart from damage', async () => {
  expect(await reasonOf(Buffer.from('PK\u0003\u0004 something else entirely'))).toBe('not-a-backup');
  const { header, line } = await headerOf(bytes);
  expect(await reasonOf(Buffer.concat([headerLine(header, 2), bytes.subarray(line.length)]))).toBe('newer-version');
});

test('a backup takes the place of no other file, and leaves nothing behind when it fails', async () => {
  const failure = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'none',
      (error: unknown) => (error instanceof BackupFailure ? error.reason : error),
    );
  expect(await failure(writeBackup(each(['x']), { ...target, path }))).toBe('file-exists');
  expect((await readFile(path)).equals(bytes)).toBe(true);
  expect(await failure(writeBackup(each(['x']), { ...target, path: join(folder, 'no', 'such') }))).toBe(
    'file-unreachable',
  );
  const weak = { ...target, path: join(folder, 'weak'), secret: passphrase('short') };
  expect(await failure(writeBackup(each(['x']), weak))).toBe('weak-passphrase');
  expect(await failure(writeBackup(full(), { ...target, path: join(folder, 'full') }))).toBe('no-room');
  expect(await failure(readFile(join(folder, 'full')))).toMatchObject({ code: 'ENOENT' });
});

function spots(): readonly (readonly [string, (whole: Buffer) => number])[] {
  return [
    ['the header', () => 40],
    ['the format’s version', () => 'FRONTDESK-BACKUP '.length],
    ['the header’s sum', (whole) => whole.indexOf(0x0a) - 3],
    ['the first chunk', (whole) => whole.indexOf(0x0a) + 1],
    ['a chunk’s tag', (whole) => whole.indexOf(0x0a) + 1 + 65_536 + 2],
    ['the middle', (whole) => Math.floor(whole.length / 2)],
    ['the last chunk', (whole) => whole.length - TRAILER_LENGTH - 20],
    ['the end’s mark', (whole) => whole.length - TRAILER_LENGTH],
    ['the length', (whole) => whole.length - 40],
    ['the sum', (whole) => whole.length - 1],
  ];
}

async function reasonOf(content: Buffer, by: BackupSecret = secret): Promise<string> {
  const spoiled = join(folder, 'spoiled.backup');
  await writeFile(spoiled, content);
  try {
    await verifyBackup(spoiled, by);
    return 'none';
  } catch (error) {
    if (error instanceof BackupFailure) return error.reason;
    throw error;
  }
}

async function headerOf(content: Buffer) {
  const copy = join(folder, 'header.backup');
  await writeFile(copy, content);
  const file = await open(copy, 'r');
  try {
    return await readHeader(file);
  } finally {
    await file.close();
  }
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function* full(): AsyncGenerator<string> {
  yield 'one line';
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}
