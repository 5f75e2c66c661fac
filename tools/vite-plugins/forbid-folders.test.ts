import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forbidFolders } from '#tools/vite-plugins/forbid-folders.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'frontdesk-bundle-'));
  for (const folder of ['server', 'renderer', 'shared']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'server', 'secret.ts'), 'export type Secret = string; export const secret = "s";');
  writeFileSync(join(root, 'shared', 'through.ts'), 'export { secret } from "../server/secret.ts";');
  writeFileSync(
    join(root, 'renderer', 'bad.ts'),
    'import { secret } from "../shared/through.ts"; console.log(secret);',
  );
  writeFileSync(
    join(root, 'renderer', 'good.ts'),
    'import type { Secret } from "../server/secret.ts"; const word: Secret = "w"; console.log(word);',
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bundle = (name: string) =>
  build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [forbidFolders(root, ['server'])],
    build: { write: false, rolldownOptions: { input: join(root, 'renderer', name) } },
  });

test('a module of the server that arrives through another fails the build', async () => {
  await expect(bundle('bad.ts')).rejects.toThrow('server/secret.ts must not be in this bundle');
});

test('its types alone do no harm', async () => {
  await expect(bundle('good.ts')).resolves.toBeDefined();
});
