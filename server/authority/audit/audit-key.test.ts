import { spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditKey, existingAuditKey } from '#server/authority/audit/audit-key.ts';
import { writeOnce } from '#server/authority/audit/write-once.ts';
import { at } from '#tools/root.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pemOf = (key: KeyObject | null) => key?.export({ type: 'pkcs8', format: 'pem' }).toString();

test('[AU8] everybody who asks at once gets one key, and nothing else is left in the folder', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => auditKey(folder)));
  expect(new Set(keys.map(pemOf))).toEqual(new Set([pemOf(await existingAuditKey(folder))]));
  expect(await readdir(folder)).toEqual(['audit-key']);
});

test('[AU8] a key that is there stays, and is readable by its owner alone', async () => {
  const key = await auditKey(folder);
  await writeOnce(join(folder, 'audit-key'), 'another');
  expect(pemOf(await auditKey(folder))).toBe(pemOf(key));
  if (process.platform !== 'win32') expect((await stat(join(folder, 'audit-key'))).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')(
  '[AU8] a server that ends in the middle of writing the key leaves none (not on Windows, which has no limit of file sizes)',
  async () => {
    const script = "import { auditKey } from '#server/authority/audit/audit-key.ts'; await auditKey(process.argv[1]);";
    const node = [process.execPath, '--input-type=module', '--eval', script, folder];
    // The file is made, and its first byte is one too many.
    const ended = spawnSync('sh', ['-c', 'ulimit -f 0 && exec "$@"', 'sh', ...node], { cwd: at() });
    expect(ended.status).not.toBe(0);
    expect(await existingAuditKey(folder)).toBeNull();
    expect(pemOf(await auditKey(folder))).toContain('PRIVATE KEY');
  },
);
