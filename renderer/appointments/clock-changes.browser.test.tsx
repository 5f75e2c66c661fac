import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { BlockPanel } from '#renderer/appointments/block-panel.tsx';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { must } from '#shared/lib/must.ts';
import { toIso } from '#shared/time/instant.ts';
import { parseZone } from '#shared/time/zone.ts';
import { at } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

const show = (name: string | null): void =>
  timelineSettings.change({ shownZone: name === null ? null : must(parseZone(name), name) });
afterEach(() => show(null));

const day = page.getByRole('textbox', { name: 'Day' });
const time = page.getByRole('textbox', { name: 'Time' });
const nothing = (): void => undefined;
const skipped = page.getByText(/02:30 does not exist that day\. It becomes 03:30\./);
const twice = page.getByText(/02:30 happens twice that day\./);
const startOf = (desk: InMemoryDesk): string | undefined => {
  const [made] = desk.submitted.flatMap(({ intent }) => ('start' in intent.input ? [intent.input.start] : []));
  return typeof made === 'number' ? toIso(made).slice(0, 16) : undefined;
};

async function enter(date: string, clock: string, nth = 0): Promise<void> {
  await day.nth(0).fill(date);
  await page.getByRole('textbox', { name: 'Time' }).nth(nth).fill(clock);
  await userEvent.keyboard('{Tab}');
}

async function booking(draft: BookingDraft = { clientId: demo.torres, serviceId: demo.checkUp }) {
  const desk = demoDesk();
  const onBooked = vi.fn<(appointmentId: string) => void>();
  await render(
    <Shown desk={desk}>
      <BookingPanel draft={draft} onClose={nothing} onBooked={onBooked} />
    </Shown>,
  );
  return { desk, onBooked };
}

async function inspector(appointmentId: string = demo.booked) {
  const desk = demoDesk();
  await render(
    <Shown desk={desk}>
      <InspectorPanel appointmentId={appointmentId} onClose={nothing} />
    </Shown>,
  );
  return desk;
}

test.each([
  ['31.10.2027', 'First', '2027-10-31T00:30'],
  ['31.10.2027', 'Second', '2027-10-31T01:30'],
] as const)('a visit moved in the inspector to half past two on %s is at the %s of two', async (date, which, utc) => {
  const desk = await inspector();
  await enter(date, '2:30');
  await expect.element(twice).toBeVisible();
  await expect.element(page.getByRole('radio', { name: /First/ })).toBeChecked();
  await page.getByText(new RegExp(`^${which}`)).click();
  await page.getByRole('button', { name: 'Change time' }).click();
  await vi.waitFor(() => expect(startOf(desk)).toBe(utc));
});

test('a visit moved in the inspector into the hour that the clocks skip is later, and the panel says so', async () => {
  const desk = await inspector();
  await enter('28.3.2027', '2:30');
  await expect.element(skipped).toBeVisible();
  await page.getByRole('button', { name: 'Change time' }).click();
  await vi.waitFor(() => expect(startOf(desk)).toBe('2027-03-28T01:30'));
});

async function block(start: string, end: string) {
  const desk = demoDesk();
  const draft = { resourceId: demo.room1, start: at(start), end: at(end) };
  const onSaved = vi.fn<(blockId: string) => void>();
  await render(
    <Shown desk={desk}>
      <BlockPanel draft={draft} onClose={nothing} onSaved={onSaved} />
    </Shown>,
  );
  const saved = async () => {
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await vi.waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
    const [made] = [...desk.view.all('blocks').values()];
    return [made?.start, made?.end].map((instant) => toIso(must(instant, 'block')).slice(0, 16));
  };
  return saved;
}

test('blocked time that begins in the skipped hour begins later, and one that ends there ends later', async () => {
  const saved = await block('2027-03-28T00:00', '2027-03-28T03:00');
  await time.nth(0).fill('2:30');
  await userEvent.keyboard('{Tab}');
  await expect.element(skipped).toBeVisible();
  await time.nth(0).fill('1:00');
  await time.nth(1).fill('2:30');
  await userEvent.keyboard('{Tab}');
  await expect.element(skipped).toBeVisible();
  expect(await saved()).toEqual(['2027-03-28T00:00', '2027-03-28T01:30']);
});

test('of two equal times blocked time asks for its start and its end, the first of both by default', async () => {
  const saved = await block('2027-10-30T22:00', '2027-10-31T03:00');
  await time.nth(1).fill('2:30');
  await userEvent.keyboard('{Tab}');
  await expect.element(twice).toBeVisible();
  await expect.element(page.getByRole('radio', { name: /First/ })).toBeChecked();
  expect(await saved()).toEqual(['2027-10-30T22:00', '2027-10-31T00:30']);
});

test('a series that begins in the skipped hour, or at one of two equal times, says which is meant', async () => {
  const { desk, onBooked } = await booking();
  await enter('31.10.2027', '2:30');
  await page.getByText(/^Second/).click();
  await page.getByRole('radiogroup', { name: 'Repeat' }).getByText('Daily', { exact: true }).click();
  await expect.element(page.getByText('This time happens twice that day: the second')).toBeVisible();
  await page.getByRole('button', { name: /^Book/ }).last().click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const made = desk.submitted.flatMap(({ intent }) => (intent.name === 'series.create' ? [intent.input] : []));
  expect(made).toMatchObject([{ start: '2027-10-31T02:30:00', disambiguation: 'later' }]);
});

test('in another zone the panel is by its clock and says so, with the time at the clinic beside it', async () => {
  show('Asia/Tokyo');
  const { desk, onBooked } = await booking();
  await enter('24.11.2026', '18:30');
  await expect.element(page.getByText(/Shown by the clock of Asia\/Tokyo · GMT\+9 · .*10:30 in Mitte/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect(startOf(desk)).toBe('2026-11-24T09:30');
});

test('a time that was typed stays the same moment when another zone is shown', async () => {
  const { desk, onBooked } = await booking();
  await enter('24.11.2026', '10:30');
  show('America/New_York');
  await expect.element(time).toHaveValue('04:30');
  show('Asia/Tokyo');
  await expect.element(time).toHaveValue('18:30');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect(startOf(desk)).toBe('2026-11-24T09:30');
});

test("a series that is made in another zone keeps the clinic's clock, and the panel says so", async () => {
  show('Asia/Tokyo');
  const { desk, onBooked } = await booking();
  await enter('24.11.2026', '18:30');
  await page.getByRole('radiogroup', { name: 'Repeat' }).getByText('Weekly', { exact: true }).click();
  await expect.element(page.getByText(/A series keeps the time of Europe\/Berlin/)).toBeVisible();
  await page.getByRole('button', { name: /^Book/ }).last().click();
  await vi.waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const made = desk.submitted.flatMap(({ intent }) => (intent.name === 'series.create' ? [intent.input] : []));
  expect(made).toMatchObject([{ start: '2026-11-24T10:30:00', zone: 'Europe/Berlin', disambiguation: 'compatible' }]);
});
