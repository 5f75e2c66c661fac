import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type MainViteConfig, type PreloadViteConfig, type RendererViteConfig } from 'electron-vite';
import { contentSecurityMeta } from './tools/vite-plugins/content-security-meta.ts';
import { copyFolder } from './tools/vite-plugins/copy-folder.ts';
import { forbidFolders } from './tools/vite-plugins/forbid-folders.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const main: MainViteConfig = {
  plugins: [copyFolder(at('server/database/migrations'), 'migrations')],
  build: {
    rolldownOptions: { input: { main: at('electron/main/main.ts'), server: at('server/main.ts') } },
  },
};

// A sandboxed window loads neither ES modules nor packages: one self-contained CommonJS file.
const preload: PreloadViteConfig = {
  build: {
    externalizeDeps: false,
    rolldownOptions: {
      input: { preload: at('electron/preload/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

export const renderer: RendererViteConfig = {
  root: at('renderer'),
  plugins: [react(), contentSecurityMeta(), forbidFolders(root, ['server', 'electron', 'tools', 'tests'])],
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { input: at('renderer/index.html') },
  },
};

/** In mode `desktop` only what Electron runs itself; the renderer is built once for both ways of starting. */
export default defineConfig(({ mode }) => (mode === 'desktop' ? { main, preload } : { main, preload, renderer }));
