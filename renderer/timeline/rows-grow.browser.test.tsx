import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { nextFrame, openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

const days = ['23', '24', '25', '26', '27', '28', '29'];
const times = ['08:00', '09:15', '11:00', '13:30', '16:00'];

/** A week in which Anna's visits overlap in pairs every day, early and late; Ben has one at a time. */
function busyWeek(): readonly Appointment[] {
  return days.flatMap((day, d) =>
    times.flatMap((time, t) => {
      const n = 10 + d * 100 + t * 10;
      const start = at(`2026-11-${day}T${time}`);
      const later = at(`2026-11-${day}T${time.replace(/\d$/, '5')}`);
      const on = (resourceId: string) => [{ minutes: 30, resourceIds: [resourceId] }];
      return [
        visit({ id: id('appt', n), label: `Anna ${n}`, start, phases: on(clinic.anna) }),
        visit({ id: id('appt', n + 1), label: `Anna ${n + 1}`, start: later, phases: on(clinic.anna) }),
        visit({ id: id('appt', n + 2), label: `Ben ${n + 2}`, start, phases: on(clinic.ben) }),
      ];
    }),
  );
}

/** Chips that lie outside of their row, or on another chip. */
function misplaced(page: TimelinePage): readonly string[] {
  const chips = page.chips().map((el) => ({ el, box: el.getBoundingClientRect() }));
  const names = chips.flatMap(({ el, box }) => {
    const lane = must(el.closest('.tl-lane'), 'row').getBoundingClientRect();
    const head = must(
      document.querySelector(`.tl-row-label[title^="${rowOf(el)}"]`)?.closest('.tl-cell'),
      'head',
    ).getBoundingClientRect();
    const isInRow = box.top >= lane.top && box.bottom <= lane.bottom;
    const isLevel = Math.abs(head.top - lane.top) < 1.5 && Math.abs(head.bottom - lane.bottom) < 1.5;
    const isOnOther = chips.some(
      ({ el: other, box: b }) =>
        other !== el &&
        box.left < b.right - 0.5 &&
        b.left < box.right - 0.5 &&
        box.top < b.bottom - 0.5 &&
        b.top < box.bottom - 0.5,
    );
    return isInRow && isLevel && !isOnOther ? [] : [el.querySelector('.tl-chip-name')?.textContent ?? ''];
  });
  return names;
}

function rowOf(el: Element): string {
  return el.closest('.tl-lane')?.getAttribute('data-resource-id') === clinic.anna ? 'Anna' : 'Ben';
}

function hoursScroller(): HTMLElement {
  return must(
    [...document.querySelectorAll<HTMLElement>('.tl-view *')].find(
      (el) => el.scrollWidth > el.clientWidth + 100 && el.querySelector('.tl-lane') !== null,
    ),
    'scroller',
  );
}

async function showWeek(page: TimelinePage): Promise<void> {
  page.timeline().showSpan('week');
  await vi.waitFor(() => expect(document.querySelector('.tl-head-day')).not.toBeNull());
  await vi.waitFor(() => expect(misplaced(page)).toEqual([]));
}

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await nextFrame();
}

test('a row grows with what overlaps in it, in the week wherever it is scrolled to', async () => {
  const page = await openTimeline({ visits: busyWeek() });
  await showWeek(page);
  expect(page.chips('Anna').length).toBeGreaterThan(4);
  const height = page.lane(clinic.anna).getBoundingClientRect().height;
  expect(height).toBeGreaterThan(page.lane(clinic.ben).getBoundingClientRect().height * 1.5);
  const scroller = hoursScroller();
  for (let left = 0; left < scroller.scrollWidth; left += 700) {
    scroller.scrollLeft = left;
    await frames(6);
    expect(misplaced(page)).toEqual([]);
    // The rows do not jump while somebody scrolls along.
    expect(page.lane(clinic.anna).getBoundingClientRect().height).toBe(height);
  }
});

test('rows keep their heights through other spans and kinds, and with visits that arrive', async () => {
  const page = await openTimeline({ visits: busyWeek() });
  const check = (): Promise<void> =>
    vi.waitFor(() => {
      expect(page.chips().length).toBeGreaterThan(1);
      expect(misplaced(page)).toEqual([]);
    });
  await check();
  await showWeek(page);
  await check();
  await userEvent.click(must(document.querySelectorAll('.tl-kinds label')[3], 'everything'));
  await vi.waitFor(() => page.lane(clinic.room2));
  await check();
  await userEvent.click(must(document.querySelectorAll('.tl-kinds label')[0], 'practitioners'));
  await check();
  const before = page.lane(clinic.ben).getBoundingClientRect().height;
  const phases = [{ minutes: 30, resourceIds: [clinic.ben] }];
  page.view.put('appointments', visit({ id: id('appt', 5), label: 'New', start: at('2026-11-23T08:10'), phases }));
  await vi.waitFor(() => expect(page.lane(clinic.ben).getBoundingClientRect().height).toBeGreaterThan(before * 1.5));
  await check();
  page.timeline().showSpan('day');
  await vi.waitFor(() => expect(document.querySelector('.tl-head-day')).toBeNull());
  await check();
});

test('short visits one after the other share a level', async () => {
  const short = [0, 1, 2].map((n) =>
    visit({
      id: id('appt', 20 + n),
      label: `Short ${n}`,
      start: at(`09:${n * 15 || '00'}`),
      phases: [{ minutes: 15, resourceIds: [clinic.anna] }],
    }),
  );
  const page = await openTimeline({ visits: short });
  await showWeek(page);
  await vi.waitFor(() => expect(page.chips('Short')).toHaveLength(3));
  await frames(6);
  const tops = new Set(page.chips('Short').map((el) => Math.round(el.getBoundingClientRect().top)));
  expect(tops.size).toBe(1);
});
