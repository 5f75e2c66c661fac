import { expect, test } from 'vitest';
import { hasDisplay } from '#tools/start/electron-binary.ts';
import { readOptions } from '#tools/start/options.ts';

const usual = {
  inBrowser: false,
  opensBrowser: true,
  port: undefined,
  dataFolder: undefined,
  isEmpty: false,
  databaseUrl: undefined,
};

test('without options the usual things happen', () => {
  expect(readOptions([], {})).toEqual(usual);
  expect(readOptions([], { DATABASE_URL: '' })).toEqual(usual);
});

test('what scripts rely on is understood', () => {
  expect(readOptions(['--browser', '--no-open', '--port', '0', '--data', 'd', '--empty'], {})).toEqual({
    ...usual,
    inBrowser: true,
    opensBrowser: false,
    port: 0,
    dataFolder: 'd',
    isEmpty: true,
  });
});

test('a database on the command line comes before the one in the environment', () => {
  const env = { DATABASE_URL: 'postgres://environment' };
  expect(readOptions([], env)).toMatchObject({ databaseUrl: 'postgres://environment' });
  expect(readOptions(['--database-url', 'postgres://line'], env)).toMatchObject({ databaseUrl: 'postgres://line' });
});

test.each([['--port', 'http'], ['--port', '70000'], ['--port', '-1'], ['--nonsense'], ['stray']])(
  '%s %s is refused with a sentence',
  (...args) => {
    expect(() => readOptions(args, {})).toThrow(/--port|Unknown option|Unexpected argument|ambiguous/);
  },
);

test.runIf(process.platform === 'linux')('on Linux the session says whether there is a screen', () => {
  expect([hasDisplay({}), hasDisplay({ DISPLAY: '' }), hasDisplay({ DISPLAY: ':0' })]).toEqual([false, false, true]);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});
