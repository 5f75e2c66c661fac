import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { needsLanesPatch, patchLanes } from '#tools/vite-plugins/fullcalendar-lanes-patch.ts';

const chunks = path.resolve(import.meta.dirname, '../../node_modules/@fullcalendar/react-scheduler/chunks');
const installed = readdirSync(chunks)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(path.join(chunks, name), 'utf8'));

test('exactly one module of the installed FullCalendar stacks the events of a row', () => {
  expect(installed.filter(needsLanesPatch)).toHaveLength(1);
});

test('the installed module is patched, and only once', () => {
  const patched = patchLanes(installed.find(needsLanesPatch) ?? '');
  expect(patched).toContain('this.renderEventSlices(drawnSlices');
  expect(patched).not.toContain('allSegsProjected &&');
  expect(() => patchLanes(patched)).toThrow('look at tools/vite-plugins');
});

test('other code upstream fails the build instead of losing the cure', () => {
  expect(() => patchLanes('class TimelineFg {}')).toThrow('look at tools/vite-plugins');
});
