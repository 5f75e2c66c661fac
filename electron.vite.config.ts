import { fileURLToPath } from 'node:url';
import { defineConfig, type MainViteConfig, type PreloadViteConfig } from 'electron-vite';
import { copyFolder } from './tools/vite-plugins/copy-folder.ts';
import { rendererConfig } from './tools/vite/renderer-config.ts';

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

/** In mode `desktop` only what Electron itself runs; the renderer is built once for both ways of starting. */
export default defineConfig(({ mode }) =>
  mode === 'desktop' ? { main, preload } : { main, preload, renderer: rendererConfig },
);
