import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clusterPassword } from '#server/database/embedded/cluster.ts';

test('servers that start at once in an empty folder all read one whole password, and leave no drafts', async () => {
  for (let round = 0; round < 100; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'frontdesk-password-'));
    const read = await Promise.all([1, 2, 3, 4].map(() => clusterPassword(folder)));
    expect(read[0]).toMatch(/^[\w-]{32}$/);
    expect(new Set(read).size).toBe(1);
    expect(await readdir(folder)).toEqual(['database-password']);
    await rm(folder, { recursive: true });
  }
});
