import { afterEach, expect, test, vi } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { must } from '#shared/lib/must.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { mouse, openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

const zone = (name: string): ZoneId => must(parseZone(name), name);
const show = (name: string): void => timelineSettings.change({ shownZone: zone(name) });
const badge = (): string => document.querySelector('.tl-zone')?.textContent ?? '';
const heads = (): readonly string[] =>
  [...document.querySelectorAll('.tl-head-words')].map((one) => one.textContent.replaceAll(/\s+/g, ' '));
const said = (page: TimelinePage, words: string): string =>
  page.chip(words).querySelector('.tl-hidden')?.textContent ?? '';

afterEach(() => {
  document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
  timelineSettings.change({ shownZone: null });
});

/** How many hours the grid is long, though only those in sight are drawn. */
function drawnHours(page: TimelinePage): number {
  const slot = must(document.querySelector('.tl-slot'), 'slot').getBoundingClientRect().width;
  let grid: HTMLElement = page.lane(clinic.anna);
  while (grid.scrollWidth < grid.clientWidth + 100) grid = must(grid.parentElement, 'a grid that scrolls');
  return grid.scrollWidth / slot / 4;
}

function quarterOf(page: TimelinePage, words: string): number {
  return (page.chip(words).getBoundingClientRect().width + 1) / 2;
}

test("in another zone the grid, the chips and the badge are by its clock, with the clinic's beside it", async () => {
  const page = await openTimeline({ visits: [visit({ label: 'Anna Meyer' })] });
  await vi.waitFor(() => expect(said(page, 'Anna Meyer')).toContain('10:00–10:30'));
  show('Asia/Tokyo');
  await vi.waitFor(() => expect(said(page, 'Anna Meyer')).toContain('18:00–18:30'));
  await vi.waitFor(() => expect(heads()).toContain('18:00 10:00'));
  expect(badge()).toBe('Tokyo GMT+9');
  expect(document.querySelector('.tl-zone-badge')?.hasAttribute('data-other')).toBe(true);
  await screen.getByRole('button', { name: 'Back to the time of Mitte' }).click();
  await vi.waitFor(() => expect(said(page, 'Anna Meyer')).toContain('10:00–10:30'));
  expect(badge()).toBe('Berlin GMT+1');
  expect(document.querySelector('.tl-zone-badge')?.hasAttribute('data-other')).toBe(false);
});

test("a zone is found by its city, this computer's is offered, and a fixed offset is none", async () => {
  await openTimeline();
  await screen.getByRole('button', { name: /All times are shown in Europe\/Berlin.*Show another zone/ }).click();
  await expect.element(screen.getByRole('button', { name: /Pacific\/Auckland.*This computer/ })).toBeVisible();
  const search = screen.getByRole('textbox', { name: /City or zone/ });
  await search.fill('UTC+2');
  await expect.element(screen.getByText(/No such zone/)).toBeVisible();
  await search.fill('kathm');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(badge()).toBe('Kathmandu GMT+5:45'));
});

test('a drag in the shown zone moves the visit by what it was dragged, and a double click books there', async () => {
  const page = await openTimeline();
  show('Asia/Kathmandu'); // 09:00 UTC is 14:45 there.
  await vi.waitFor(() => expect(said(page, 'Physiotherapy')).toContain('14:45–15:15'));
  const quarter = quarterOf(page, 'Physiotherapy');
  const left = page.chip('Physiotherapy').getBoundingClientRect().left;
  mouse.press(page.chip('Physiotherapy'));
  await mouse.moveBy(quarter * 3, 0);
  await mouse.release();
  await vi.waitFor(() => expect(page.view.find('appointments', id('appt', 1))?.start).toBe(at('09:45')));
  const lane = page.lane(clinic.ben).getBoundingClientRect();
  mouse.fire('dblclick', { x: left + quarter * 4 + 4, y: lane.top + 20 });
  await vi.waitFor(() => expect(page.asked.created).toMatchObject([{ resourceId: clinic.ben, start: at('10:00') }]));
});

test('an empty stretch that is selected in the shown zone is that stretch of time', async () => {
  const page = await openTimeline();
  show('America/St_Johns'); // 09:00 UTC is 05:30 there.
  await vi.waitFor(() => expect(said(page, 'Physiotherapy')).toContain('05:30–06:00'));
  const quarter = quarterOf(page, 'Physiotherapy');
  const lane = page.lane(clinic.ben);
  const x =
    page.chip('Physiotherapy').getBoundingClientRect().left - lane.getBoundingClientRect().left + quarter * 4 + 4;
  mouse.press(lane, { x, y: 20 });
  await mouse.moveBy(quarter * 2 - 8, 0);
  await mouse.release();
  const slot = { locationId: clinic.location, resourceId: clinic.ben, start: at('10:00'), end: at('10:30') };
  await vi.waitFor(() => expect(page.asked.created).toEqual([slot]));
});

test.each([
  ['America/New_York', '2026-11-01', 25],
  ['America/New_York', '2027-03-14', 23],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2027-04-04', 24.5],
  ['Africa/Cairo', '2026-10-29', 25],
  ['Africa/Casablanca', '2026-02-15', 25],
  ['Australia/Sydney', '2026-10-04', 23],
  ['America/Phoenix', '2027-03-14', 24],
] as const)('[F13] shown in %s, %s is as long as it is there: %d hours', async (name, date, hours) => {
  const page = await openTimeline();
  show(name);
  timelineSettings.change({ isWholeDay: true, showsOffDuty: true });
  page.timeline().showDate(date);
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain(date.slice(0, 4)));
  await vi.waitFor(() => expect(drawnHours(page)).toBeCloseTo(hours, 1));
});

test('a visit of another day is found where it falls in the shown zone', async () => {
  // Half past six in the evening in Berlin: the next day in Auckland.
  const late = visit({ id: id('appt', 2), label: 'Late', start: at('2026-11-25T17:30') });
  const page = await openTimeline({ visits: [visit(), late] });
  show('Pacific/Auckland');
  await vi.waitFor(() => expect(badge()).toBe('Auckland GMT+13'));
  page.timeline().showAppointment(late.id);
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Thursday, 26 November 2026'));
  await vi.waitFor(() => expect(said(page, 'Late')).toContain('06:30–07:00'), { timeout: 5_000 });
});

test('where today was shown, today of the shown zone is', async () => {
  // One o'clock at night in Tokyo.
  await openTimeline({ now: at('16:00') });
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Monday, 23 November 2026'));
  show('Asia/Tokyo');
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Tuesday, 24 November 2026'));
});
