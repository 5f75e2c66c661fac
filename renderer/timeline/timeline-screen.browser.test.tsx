import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { must } from '#shared/lib/must.ts';
import { resolveLocal } from '#shared/time/local.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import { mouse, nextFrame, notices, openTimeline, type TimelinePage } from '#tests/builders/timeline-page.tsx';
import { visit } from '#tests/builders/visit.ts';

// 36 px a quarter of an hour at least; more where the window is wide.
function quarterOf(page: TimelinePage): number {
  const half = page.chip('Physiotherapy').getBoundingClientRect().width + 1;
  return half / 2;
}

function place(page: TimelinePage, appointmentId = id('appt', 1)) {
  const { start, end, phases } = must(page.view.find('appointments', appointmentId), 'appointment');
  return { start, end, resourceIds: phases[0]?.resourceIds };
}

const anna9 = { start: at('09:00'), end: at('09:30'), resourceIds: [clinic.anna, clinic.room1] };

afterEach(() => {
  // A hand that a failed test left on the mouse would drag through the next one.
  document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
});

test('a visit is a button that says who, what, when, how it stands and where', async () => {
  const page = await openTimeline({ visits: [visit({ label: 'Anna Meyer' })] });
  await vi.waitFor(() => page.chip('Anna Meyer'));
  const chip = page.chip('Anna Meyer');
  expect(chip.getAttribute('role')).toBe('button');
  expect(chip.querySelector('.tl-hidden')?.textContent).toBe(
    'Anna Meyer, Physiotherapy, 10:00–10:30, booked, Anna, with Room 1',
  );
  expect(document.querySelector('.tl-zone')?.textContent).toBe('Berlin GMT+1');
});

test('a drag moves the visit in time and to another row', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const down = page.lane(clinic.ben).getBoundingClientRect().top - page.lane(clinic.anna).getBoundingClientRect().top;
  mouse.press(page.chip('Physiotherapy'));
  await mouse.moveBy(quarterOf(page) * 2, down);
  await mouse.release();
  await vi.waitFor(() =>
    expect(place(page)).toEqual({ start: at('09:30'), end: at('10:00'), resourceIds: [clinic.ben, clinic.room1] }),
  );
  expect(page.desk.history.get().undoLabel).toBe('timeline.undo.move');
  await vi.waitFor(() => expect(page.chip('Physiotherapy').textContent).toContain('10:30–11:00, booked, Ben'));
});

test('a jitter of a few pixels is no drag, and a click opens the visit', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  mouse.press(page.chip('Physiotherapy'));
  await mouse.moveBy(4, 2);
  await mouse.release();
  expect(page.desk.submitted).toEqual([]);
  await userEvent.click(page.chip('Physiotherapy'));
  expect(page.asked.selected).toEqual([id('appt', 1)]);
});

test('a drop on a taken time goes back and says who is in the way and when', async () => {
  const other = visit({
    id: id('appt', 2),
    start: at('10:00'),
    label: 'Grace Hopper',
    phases: [{ minutes: 30, resourceIds: [clinic.anna] }],
  });
  const page = await openTimeline({ visits: [visit({ label: 'Ada' }), other] });
  await vi.waitFor(() => page.chip('Ada'));
  const before = page.chip('Ada').getBoundingClientRect();
  mouse.press(page.chip('Ada'));
  await mouse.moveBy(quarterOf(page) * 4, 0);
  expect(document.querySelector('[data-mirror]')?.getAttribute('data-fit')).toBe('refused');
  await mouse.release();
  await vi.waitFor(() => expect(notices()).toContain('Taken by Grace Hopper, 11:00–11:30, Anna.'));
  expect(place(page)).toEqual(anna9);
  await vi.waitFor(() => expect(Math.abs(page.chip('Ada').getBoundingClientRect().left - before.left)).toBeLessThan(1));
  expect(page.desk.submitted).toEqual([]);
});

test('Escape in mid-drag restores, and the release that follows opens nothing', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  mouse.press(page.chip('Physiotherapy'));
  await mouse.moveBy(quarterOf(page) * 4, 0);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await nextFrame();
  await mouse.release();
  await nextFrame();
  expect(place(page)).toEqual(anna9);
  expect(page.desk.submitted).toEqual([]);
  expect(page.asked.selected).toEqual([]);
  expect(document.querySelector('[data-mirror]')).toBeNull();
});

test('Ctrl makes a copy of what is dragged', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  // As people do: the key is down before the button is.
  mouse.press(page.chip('Physiotherapy'), { x: 12, y: 20 }, { ctrlKey: true });
  await mouse.moveBy(quarterOf(page) * 4, 0, { ctrlKey: true });
  // A copy leaves its original alone; what is moved fades where it was.
  expect(fadedTo('[data-held]')).toBe(1);
  await mouse.moveBy(0, 0, { ctrlKey: false });
  expect(fadedTo('[data-held]')).toBe(0.4);
  await mouse.moveBy(0, 0, { ctrlKey: true });
  await mouse.release({ ctrlKey: true });
  await vi.waitFor(() => expect(page.view.all('appointments').size).toBe(2));
  expect(place(page)).toEqual(anna9);
  const copy = must(
    [...page.view.all('appointments').values()].find((one) => one.id !== id('appt', 1)),
    'copy',
  );
  expect([copy.start, copy.end]).toEqual([at('10:00'), at('10:30')]);
});

test("a drag from a person's row to a room's is refused with the reason", async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  await userEvent.click(must(document.querySelectorAll('.tl-kinds label')[3], 'kind switch'));
  await vi.waitFor(() => page.lane(clinic.room2));
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const down = page.lane(clinic.room2).getBoundingClientRect().top - page.lane(clinic.anna).getBoundingClientRect().top;
  mouse.press(page.chip('booked, Anna'));
  await mouse.moveBy(0, down);
  await mouse.release();
  await vi.waitFor(() => expect(notices()).toContain('A visit moves between rows of one kind.'));
  expect(place(page)).toEqual(anna9);
});

test('a visit that another desk removed while it was in hand does not come back', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  mouse.press(page.chip('Physiotherapy'));
  await mouse.moveBy(quarterOf(page) * 4, 0);
  page.desk.arrive({ name: 'appointment.cancel', input: { appointmentId: id('appt', 1), reason: '' } });
  await nextFrame();
  await mouse.release();
  await vi.waitFor(() => expect(page.chips('Physiotherapy')).toHaveLength(0));
  expect(page.desk.submitted).toEqual([]);
  await vi.waitFor(() => expect(notices()).toContain('Not moved'));
});

test('an edge changes the length', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const chip = page.chip('Physiotherapy');
  await userEvent.hover(chip);
  const edge = must(chip.querySelector<HTMLElement>('.tl-resizer-end'), 'edge');
  edge.style.display = 'block'; // A headless browser has no hand that could hover.
  mouse.press(edge, { x: 4, y: 20 });
  await mouse.moveBy(quarterOf(page), 0);
  await mouse.release();
  await vi.waitFor(() => expect(place(page)).toEqual({ ...anna9, end: at('09:45') }));
});

test('Alt and Ctrl+Alt with arrows move and resize; the focus goes along', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  page.chip('Physiotherapy').focus();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await vi.waitFor(() => expect(place(page).start).toBe(at('09:15')));
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await vi.waitFor(() => expect(place(page).resourceIds).toEqual([clinic.ben, clinic.room1]));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('booked, Ben'));
  // The chip is drawn anew on its row, more than once; a key in between would go nowhere.
  for (let frame = 0; frame < 15; frame += 1) await new Promise(requestAnimationFrame);
  expect(document.activeElement?.textContent).toContain('booked, Ben');
  await userEvent.keyboard('{Control>}{Alt>}{ArrowRight}{/Alt}{/Control}');
  await vi.waitFor(() => expect(place(page).end).toBe(at('10:00')));
  expect(page.desk.submitted.map(({ intent }) => intent.name)).toEqual([
    'appointment.move',
    'appointment.move',
    'appointment.resize',
  ]);
});

test('a right click offers only what may come next, and does it', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  await userEvent.click(page.chip('Physiotherapy'), { button: 'right' });
  await vi.waitFor(() => expect(document.querySelectorAll('[role="menuitem"]').length).toBeGreaterThan(0));
  const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  expect(items.map((item) => item.textContent)).toEqual([
    'Arrived',
    'Start',
    'No-show',
    'To be confirmed',
    'Open',
    'Copy',
    'Cancel…',
  ]);
  await userEvent.click(must(items[0], 'Arrived'));
  await vi.waitFor(() => expect(page.view.find('appointments', id('appt', 1))?.status).toBe('arrived'));
  await vi.waitFor(() => expect(page.chip('Physiotherapy').textContent).toContain('arrived'));
});

test('Delete asks before it cancels', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  page.chip('Physiotherapy').focus();
  await userEvent.keyboard('{Delete}');
  await vi.waitFor(() =>
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Cancel this visit?'),
  );
  expect(page.desk.submitted).toEqual([]);
  const confirm = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Cancel the visit');
  await userEvent.click(must(confirm, 'confirm'));
  await vi.waitFor(() => expect(page.view.find('appointments', id('appt', 1))?.status).toBe('cancelled'));
  await vi.waitFor(() => expect(page.chips('Physiotherapy')).toHaveLength(0));
});

test('dragging over empty time books, with Shift it blocks, a double click books', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const quarter = quarterOf(page);
  const left = page.chip('Physiotherapy').getBoundingClientRect().left;
  const lane = page.lane(clinic.ben);
  const x = left - lane.getBoundingClientRect().left + quarter * 4 + 4;
  mouse.press(lane, { x, y: 20 });
  await mouse.moveBy(quarter * 2 - 8, 0);
  await mouse.release();
  const slot = { locationId: clinic.location, resourceId: clinic.ben, start: at('10:00'), end: at('10:30') };
  await vi.waitFor(() => expect(page.asked.created).toEqual([slot]));
  mouse.press(lane, { x, y: 20 });
  await mouse.moveBy(quarter * 2 - 8, 0, { shiftKey: true });
  await mouse.release({ shiftKey: true });
  await vi.waitFor(() => expect(page.asked.blocked).toEqual([slot]));
  mouse.fire('dblclick', { x: lane.getBoundingClientRect().left + x, y: lane.getBoundingClientRect().top + 20 });
  await vi.waitFor(() =>
    expect(page.asked.created[1]).toEqual({ locationId: clinic.location, resourceId: clinic.ben, start: at('10:00') }),
  );
});

test('a change from the server draws one chip anew and leaves the others alone', async () => {
  const page = await openTimeline({
    visits: [visit({ label: 'Ada' }), visit({ id: id('appt', 2), start: at('11:00'), label: 'Grace' })],
  });
  await vi.waitFor(() => page.chip('Grace'));
  const grace = page.chip('Grace');
  const ada = page.chip('Ada');
  page.desk.arrive({
    name: 'appointment.change-status',
    input: { appointmentId: id('appt', 1), to: 'arrived', seenStatus: 'booked', resourceIds: [] },
  });
  await vi.waitFor(() => expect(page.chip('Ada').textContent).toContain('arrived'));
  expect(page.chip('Ada')).toBe(ada);
  expect(page.chip('Grace')).toBe(grace);
});

test("[F13] on Berlin's fold the two half past twos are an hour apart, and a drag keeps them apart", async () => {
  const zone = must(parseZone('Europe/Berlin'), 'zone');
  const [first, second] = (['earlier', 'later'] as const).map(
    (fold) => must(resolveLocal('2026-10-25T02:30', zone, fold), 'time').instant,
  );
  const start = must(first, 'first');
  const page = await openTimeline({
    now: plusMinutes(start, -60),
    visits: [
      visit({ label: 'Early', start }),
      visit({
        id: id('appt', 2),
        label: 'Late',
        start: must(second, 'second'),
        phases: [{ minutes: 30, resourceIds: [clinic.ben] }],
      }),
    ],
  });
  await vi.waitFor(() => page.chip('Late'));
  const quarter = quarterOf(page);
  const apart = page.chip('Late').getBoundingClientRect().left - page.chip('Early').getBoundingClientRect().left;
  expect(apart / quarter).toBeCloseTo(4, 1);
  mouse.press(page.chip('Early'));
  await mouse.moveBy(quarter * 3, 0);
  await mouse.release();
  await vi.waitFor(() => expect(place(page).start).toBe(plusMinutes(start, 45)));
  await vi.waitFor(() => expect(page.chip('Early').textContent).toContain('02:15–02:45'));
});

test('a visit of another day, far down and late, is shown and takes the focus', async () => {
  const far = visit({
    id: id('appt', 3),
    label: 'Far away',
    start: at('2026-11-25T15:00'),
    phases: [{ minutes: 30, resourceIds: [id('more', 150)] }],
  });
  const page = await openTimeline({ visits: [visit(), far], rows: 200 });
  page.timeline().showAppointment(far.id);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Far away'), { timeout: 5_000 });
  expect(document.querySelector('h1')?.textContent).toContain('Wednesday, 25 November 2026');
  await vi.waitFor(() => {
    const { left, right, top, bottom } = page.chip('Far away').getBoundingClientRect();
    expect(left).toBeGreaterThan(200);
    expect(right).toBeLessThan(1200);
    expect(top).toBeGreaterThan(80);
    expect(bottom).toBeLessThan(700);
  });
});

test('what is shown late takes the focus neither out of a field nor after somebody has gone on', async () => {
  const far = visit({ id: id('appt', 3), label: 'Far away', start: at('2026-11-25T15:00') });
  const page = await openTimeline({ visits: [visit(), far] });
  const field = document.body.appendChild(document.createElement('input'));
  onTestFinished(() => field.remove());
  const isShown = () => vi.waitFor(() => page.chip('Far away'), { timeout: 5_000 });

  page.timeline().showAppointment(far.id);
  field.focus();
  await isShown();
  for (let frame = 0; frame < 30; frame += 1) await nextFrame();
  expect(document.activeElement).toBe(field);

  field.blur();
  page.timeline().today();
  await vi.waitFor(() => expect(page.chips()).toHaveLength(1));
  page.timeline().showAppointment(far.id);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
  await isShown();
  for (let frame = 0; frame < 30; frame += 1) await nextFrame();
  expect(document.activeElement).toBe(document.body);
});

test('the focus stays with a visit that is drawn anew, and with nobody who took it elsewhere', async () => {
  const page = await openTimeline();
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const before = page.chip('Physiotherapy');
  before.focus();
  const redraw = async () => {
    const drawn = page.chip('Physiotherapy');
    page.timeline().next();
    await vi.waitFor(() => expect(page.chips()).toHaveLength(0));
    page.timeline().previous();
    await vi.waitFor(() => expect(page.chip('Physiotherapy')).not.toBe(drawn));
    for (let frame = 0; frame < 10; frame += 1) await nextFrame();
  };
  await redraw();
  expect(document.activeElement).toBe(page.chip('Physiotherapy'));
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  page.chip('Physiotherapy').blur();
  await redraw();
  expect(document.activeElement).toBe(document.body);
});

test('the heading changes at once with the day, the week begins on Monday', async () => {
  const page = await openTimeline();
  page.timeline().next();
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Tuesday, 24 November 2026'));
  await vi.waitFor(() => expect(page.chips()).toHaveLength(0));
  page.timeline().showSpan('week');
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('23 Nov – 29 Nov 2026'));
  await vi.waitFor(() => expect(page.chips()).toHaveLength(1));
  page.timeline().today();
  page.timeline().showSpan('day');
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Monday, 23 November 2026'));
  await vi.waitFor(() => expect(page.chips()).toHaveLength(1));
});

test('the head of a group opens and closes it from the keyboard', async () => {
  const page = await openTimeline();
  await userEvent.click(must(document.querySelectorAll('.tl-kinds label')[3], 'kind switch'));
  await vi.waitFor(() => page.lane(clinic.room2));
  must(document.querySelector<HTMLElement>('.tl-group'), 'head').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector(`.tl-lane[data-resource-id="${clinic.anna}"]`)).toBeNull());
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => page.lane(clinic.anna));
});

test('the rows in sight stay drawn while a drag keeps scrolling', async () => {
  const page = await openTimeline({ rows: 200 });
  await vi.waitFor(() => page.chip('Physiotherapy'));
  const scroller = must(
    [...document.querySelectorAll<HTMLElement>('.tl-view *')].find(
      (el) => el.scrollHeight > el.clientHeight + 400 && el.clientHeight > 200 && el.querySelector('.tl-lane') !== null,
    ),
    'scroller',
  );
  const middle = scroller.getBoundingClientRect().left + 300;
  const y = scroller.getBoundingClientRect().top + scroller.clientHeight / 2;
  let blank = 0;
  for (let step = 1; step <= 60; step += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const isDrawn = document.elementsFromPoint(middle, y).some((el) => el.matches('.tl-lane'));
    if (!isDrawn) blank += 1;
    scroller.scrollTop = step * 60;
    // A frame that takes longer than the calendar's own 10 ms of rest, as the frames of a drag do.
    for (const until = performance.now() + 14; performance.now() < until;);
  }
  expect(blank).toBeLessThan(6);
});

/** How much of a chip that is not in hand is seen. */
function fadedTo(chip: string): number {
  const held = must(document.querySelector(`.tl-event:not(.tl-event-mirror) .tl-chip${chip}:not(.tl-mirror)`), chip);
  const frame = must(held.closest('.tl-event'), 'its frame');
  return Number(getComputedStyle(held).opacity) * Number(getComputedStyle(frame).opacity);
}
