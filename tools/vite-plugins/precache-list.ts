import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const WORD = '__PRECACHE__';

/**
 * Tells the service worker which files this build has, by a name that changes with any of them: a changed worker is how
 * a browser learns of a new build. @param publicFolder is copied as it is, and so is not in the bundle.
 */
export function precacheList(worker: string, publicFolder: string): Plugin {
  return {
    name: 'frontdesk:precache-list',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunk = bundle[worker];
        if (chunk?.type !== 'chunk') return;
        if (chunk.imports.length > 0) this.error(`${worker} must stand alone, but imports ${chunk.imports.join(', ')}`);
        const contents = new Map<string, string | Uint8Array>();
        for (const file of Object.values(bundle)) {
          if (file.fileName !== worker) contents.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
        }
        for (const name of readdirSync(publicFolder)) contents.set(name, readFileSync(join(publicFolder, name)));
        if (!chunk.code.includes(WORD)) this.error(`${worker} does not say where its list of files goes`);
        chunk.code = chunk.code.replaceAll(WORD, JSON.stringify(listOf(contents)));
      },
    },
  };
}

function listOf(contents: ReadonlyMap<string, string | Uint8Array>) {
  const hash = createHash('sha256');
  const names = [...contents.keys()].sort();
  for (const name of names) {
    hash
      .update(name)
      .update('\0')
      .update(contents.get(name) ?? '');
  }
  return { version: hash.digest('hex').slice(0, 16), files: names.map((name) => `/${name}`) };
}
