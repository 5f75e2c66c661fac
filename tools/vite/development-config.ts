import { mergeConfig, type InlineConfig } from 'vite';
import { rendererConfig } from '#tools/vite/renderer-config.ts';

/** The screens from their sources, with the server's paths handed on to it; its event stream too. */
export function developmentConfig(port: number, apiPort: number): InlineConfig {
  const target = `http://127.0.0.1:${apiPort}`;
  const paths = ['/trpc', '/health', '/enrolment'];
  return mergeConfig(rendererConfig, {
    configFile: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: false,
      // The server answers only to its own name.
      proxy: Object.fromEntries(paths.map((path) => [path, { target, changeOrigin: true }])),
    },
  } satisfies InlineConfig);
}
