import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fullCalendarVirtualizerPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

/** `vite --config tests/harness/timeline/vite.config.ts`: the timeline alone, on a desk in memory. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '/tmp/timeline-vite',
  plugins: [react(), fullCalendarVirtualizerPatch()],
  server: { port: 5199, strictPort: true, host: '127.0.0.1', watch: null },
  build: { outDir: '/tmp/timeline-harness', emptyOutDir: true },
});
