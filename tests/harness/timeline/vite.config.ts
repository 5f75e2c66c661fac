import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fullCalendarVirtualizerPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

/** `vite --config tests/harness/timeline/vite.config.ts`: the timeline alone, on a desk in memory. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(tmpdir(), 'timeline-vite'),
  plugins: [react(), fullCalendarVirtualizerPatch()],
  server: { port: 5199, strictPort: true, host: '127.0.0.1', watch: null },
  build: { outDir: join(tmpdir(), 'timeline-harness'), emptyOutDir: true },
});
