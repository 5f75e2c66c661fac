import { expect, test } from 'vitest';
import { routeOf } from '#renderer/offline/worker/route.ts';

const origin = 'http://127.0.0.1:5000';
const files = new Set(['/index.html', '/icon.svg']);
const route = (path: string, { method = 'GET', mode = 'cors' } = {}) =>
  routeOf({ method, mode, url: new URL(path, origin) }, origin, files);

test('any address of the app is its one page', () => {
  expect([route('/', { mode: 'navigate' }), route('/settings?tab=people', { mode: 'navigate' })]).toEqual([
    'page',
    'page',
  ]);
});

test('what the page is made of is kept with it, of this build or the one before', () => {
  expect([route('/icon.svg'), route('/assets/index-before.js')]).toEqual(['file', 'file']);
});

test('nothing that the server answers is kept, however it is asked', () => {
  const paths = ['/trpc/replica.pull?input=1', '/trpc/replica.poke', '/health', '/enrolment', '/anything'];
  expect(paths.map((path) => route(path))).toEqual(paths.map(() => 'server'));
  expect(route('/health', { mode: 'navigate' })).toBe('server');
  expect(route('/assets/index.js', { method: 'POST' })).toBe('server');
  expect(route('http://127.0.0.1:6000/assets/index.js')).toBe('server');
});
