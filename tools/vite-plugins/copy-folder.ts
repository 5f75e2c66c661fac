import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Puts a folder's files beside the bundle, for code that reads them next to itself (migrations). */
export function copyFolder(source: string, target: string): Plugin {
  return {
    name: 'frontdesk:copy-folder',
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(source)) {
        this.emitFile({ type: 'asset', fileName: `${target}/${name}`, source: readFileSync(join(source, name)) });
      }
    },
  };
}
