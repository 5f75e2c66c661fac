import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from '#tools/root.ts';
import { patchTimeScroll } from '#tools/vite-plugins/fullcalendar-scroll-patch.ts';
import { needsPatch } from '#tools/vite-plugins/fullcalendar-virtualizer-patch.ts';

const chunks = at('node_modules', '@fullcalendar', 'react-scheduler', 'chunks');
const installed = readdirSync(chunks)
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ id: `${chunks}/${name}`, code: readFileSync(`${chunks}/${name}`, 'utf8') }))
  .find(({ id, code }) => needsPatch(id, code));

test('the installed module is patched, and only once', () => {
  const patched = patchTimeScroll(installed?.code ?? '');
  expect(patched).toContain('Math.min(x, farthest)');
  expect(() => patchTimeScroll(patched)).toThrow('look at tools/vite-plugins');
});
