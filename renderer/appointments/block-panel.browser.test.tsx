import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { BlockPanel } from '#renderer/appointments/block-panel.tsx';
import type { BlockDraft } from '#renderer/appointments/booking-draft.ts';
import { toIso } from '#shared/time/instant.ts';
import { at, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

async function open(desk: InMemoryDesk, draft: BlockDraft) {
  const onSaved = vi.fn<(blockId: string) => void>();
  await render(
    <Shown desk={desk}>
      <BlockPanel draft={draft} onClose={() => undefined} onSaved={onSaved} />
    </Shown>,
  );
  return onSaved;
}

function block(desk: InMemoryDesk) {
  return [...desk.view.all('blocks').values()][0];
}

test('a stretch of a room is blocked with its kind and note, once for two clicks', async () => {
  const desk = demoDesk();
  const onSaved = await open(desk, { resourceId: demo.room1, start: at('12:00'), end: at('13:00') });
  await page.getByText('Maintenance').click();
  await page.getByRole('textbox', { name: 'Note' }).fill('New lamp');
  await page.getByRole('button', { name: 'Block', exact: true }).dblClick();
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
  expect(desk.submitted).toHaveLength(1);
  expect(block(desk)).toMatchObject({
    resourceId: demo.room1,
    kind: 'maintenance',
    reason: 'New lamp',
    start: at('12:00'),
    end: at('13:00'),
  });
});

test('time that is booked is not blocked: the visit is named', async () => {
  const desk = demoDesk();
  await open(desk, { resourceId: demo.room1, start: at('09:00'), end: at('10:00') });
  await expect.element(page.getByRole('alert').filter({ hasText: /Room 1 · 10:00–10:30 · Ana Torres/ })).toBeVisible();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  expect(block(desk)).toBeUndefined();
});

test('an end before the start is said in words', async () => {
  const desk = demoDesk();
  await open(desk, { resourceId: demo.room1, start: at('12:00'), end: at('13:00') });
  await page.getByRole('textbox', { name: 'Time' }).last().fill('0900');
  await expect.element(page.getByText('The end must come after the start.')).toBeVisible();
});

test('blocked time is changed, and given back', async () => {
  const desk = demoDesk();
  const input = {
    blockId: id('block', 1),
    resourceId: demo.room1,
    start: at('12:00'),
    end: at('13:00'),
    kind: 'break',
    reason: '',
  } as const;
  desk.arrive({ name: 'block.put', input });
  const onSaved = await open(desk, { blockId: id('block', 1) });
  await page.getByRole('textbox', { name: 'Time' }).last().fill('1430');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
  expect(toIso(block(desk)?.end ?? at('00:00'))).toBe('2026-11-23T13:30:00.000Z');
});

test('giving time back frees it', async () => {
  const desk = demoDesk();
  const input = {
    blockId: id('block', 1),
    resourceId: demo.room1,
    start: at('12:00'),
    end: at('13:00'),
    kind: 'break',
    reason: '',
  } as const;
  desk.arrive({ name: 'block.put', input });
  await open(desk, { blockId: id('block', 1) });
  await page.getByRole('button', { name: 'Give the time back' }).click();
  await expect.poll(() => block(desk)?.isRemoved).toBe(true);
});
