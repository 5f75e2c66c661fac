import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { at } from '#tools/root.ts';
import { contentSecurityMeta } from '#tools/vite-plugins/content-security-meta.ts';
import { forbidFolders } from '#tools/vite-plugins/forbid-folders.ts';
import { precacheList } from '#tools/vite-plugins/precache-list.ts';
import { fullCalendarVirtualizerPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

/** One renderer for the desktop, for the browser and for development. */
export const rendererConfig = {
  root: at('renderer'),
  plugins: [
    react(),
    fullCalendarVirtualizerPatch(),
    contentSecurityMeta(),
    forbidFolders(at(), ['server', 'electron', 'tools', 'tests']),
    precacheList('service-worker.js', at('renderer', 'public')),
  ],
  build: {
    outDir: at('out', 'renderer'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      input: {
        index: at('renderer', 'index.html'),
        'service-worker': at('renderer', 'offline', 'worker', 'service-worker.ts'),
      },
      output: {
        // A service worker keeps its address for ever, and rules what lies below it.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
} satisfies UserConfig;
