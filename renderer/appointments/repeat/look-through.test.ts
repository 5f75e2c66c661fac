import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import type { SeriesPreview } from '#shared/commands/series/series-preview.ts';
import { lookThrough } from '#renderer/appointments/repeat/look-through.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { at } from '#tests/builders/clinic.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A series of so many dates, each of which takes 20 ms to be looked at. */
function slowDates(count: number, meanwhile: (look: number) => void = () => {}) {
  const previews: SeriesPreview[] = [];
  let looks = 0;
  const look = lookThrough({
    begin: () => {
      looks += 1;
      const steps = Array.from({ length: count }, (_, index) => {
        const start = plusMinutes(at('08:00'), index * 1_440);
        const end = plusMinutes(start, 30);
        return {
          ...{ start, end },
          look: (): PreviewDate => {
            vi.advanceTimersByTime(20);
            meanwhile(looks);
            const recurrenceId = `2026-11-23T09:00:${String(index % 60).padStart(2, '0')}`;
            return { recurrenceId, start, end, clock: 'exact', state: { kind: 'free' }, nearest: null, isSeen: true };
          },
        };
      });
      return { kind: 'steps', steps, isMore: false, drafts: [] };
    },
    done: (preview) => previews.push(preview),
  });
  return { previews, look, looks: () => looks };
}

test('[SR11] a desk on which something always happens gets its answer all the same', () => {
  const { previews, look } = slowDates(30);
  for (let step = 0; step < 100; step += 1) {
    look.again();
    vi.advanceTimersByTime(50);
  }
  expect(previews.length).toBeGreaterThan(0);
  expect(previews[0]).toMatchObject({ kind: 'dates', dates: { length: 30 } });
  look.stop();
});

test('[SR11] what changed while it looked is looked at afterwards, many changes in one look', () => {
  const { previews, look, looks } = slowDates(3, (nth) => nth === 1 && look.again());
  vi.advanceTimersByTime(5_000);
  expect([looks(), previews.length]).toEqual([2, 2]);
  for (let change = 0; change < 20; change += 1) look.again();
  vi.advanceTimersByTime(5_000);
  expect(looks()).toBe(3);
  look.stop();
});

test('nothing is looked at any more when it was stopped', () => {
  const { previews, look } = slowDates(3);
  look.stop();
  vi.advanceTimersByTime(5_000);
  expect(previews).toEqual([]);
});
