import { relative } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Fails the build when a module of one of these top folders is in its graph. The linter sees one import at a time;
 * this sees what arrives through others. Type-only imports are gone by now and do no harm.
 */
export function forbidFolders(root: string, folders: readonly string[]): Plugin {
  return {
    name: 'frontdesk:forbid-folders',
    apply: 'build',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const path = relative(root, id).replaceAll('\\', '/');
        if (!folders.some((folder) => path.startsWith(`${folder}/`))) continue;
        const importers = this.getModuleInfo(id)?.importers ?? [];
        this.error(`${path} must not be in this bundle; imported by ${importers.join(', ')}`);
      }
    },
  };
}
