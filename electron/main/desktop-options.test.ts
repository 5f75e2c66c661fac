import { expect, test } from 'vitest';
import { readDesktopOptions } from '#electron/main/desktop-options.ts';

test("the server's options are handed on, Chromium's own are not", () => {
  const argv = ['electron', '.', '--no-sandbox', '--data', '/data/clinic', '--empty', '--port', '4100', '--lang=de'];
  expect(readDesktopOptions(argv, {}, '/app/out')).toEqual({
    rendererFolder: '/app/out/renderer',
    preloadFile: '/app/out/preload/preload.cjs',
    serverFile: '/app/out/main/server.js',
    developmentUrl: undefined,
    serverUrl: undefined,
    dataFolder: '/data/clinic/desktop',
    serverArguments: ['--data', '/data/clinic', '--empty', '--port', '4100'],
  });
});
