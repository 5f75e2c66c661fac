import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { ConflictInbox } from '#renderer/conflicts/conflict-inbox.tsx';
import type { InboxItem } from '#renderer/replica/desk.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

async function open(desk: InMemoryDesk) {
  const onOpen = vi.fn<(appointmentId: string) => void>();
  await render(
    <Shown desk={desk}>
      <ConflictInbox onOpenAppointment={onOpen} />
    </Shown>,
  );
  return onOpen;
}

const list = page.getByRole('listbox', { name: 'Conflicts' });

function isPlaced(desk: InMemoryDesk, appointmentId: string): boolean {
  return desk.view.find('appointments', appointmentId)?.displacement === null;
}

function refused(intent: CommandIntent): InboxItem {
  const refusal = { code: 'taken', field: '', conflicts: [] } as const;
  const verdict = {
    kind: 'refused',
    decidedAt: at('09:06'),
    revisions: [],
    refusal: { ...refusal, conflicts: [] },
  } as const;
  const own = { ...verdict, revisions: [], refusal: { ...verdict.refusal, conflicts: [] } };
  const made = { id: id('cmd', 77), actorId: clinic.receptionist, deskTime: at('08:00'), sequence: 1 };
  const command = { ...made, name: intent.name, input: intent.input };
  return {
    kind: 'refused',
    entry: { command, state: 'decided', verdict: own, attempts: 1, dismissedBy: null },
    verdict: own,
  };
}

test('Enter takes the first way out and goes on to the next case, until none is left', async () => {
  const desk = demoDesk();
  await open(desk);
  await expect.element(list).toHaveFocus();
  await expect.element(page.getByRole('option')).toHaveLength(2);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => isPlaced(desk, demo.displaced)).toBe(true);
  await expect.element(page.getByRole('option')).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => isPlaced(desk, demo.displacedTwice)).toBe(true);
  await expect.element(page.getByText('No conflicts')).toBeVisible();
  expect(desk.submitted.map(({ options }) => options.label)).toEqual([
    'appointments.undo.repair',
    'appointments.undo.repair',
  ]);
});

test('arrows choose the case and a number its way out', async () => {
  const desk = demoDesk();
  await open(desk);
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('option', { selected: true }).filter({ hasText: /Walk-in/ })).toBeVisible();
  await userEvent.keyboard('2');
  await expect.poll(() => isPlaced(desk, demo.displacedTwice)).toBe(true);
  expect(isPlaced(desk, demo.displaced)).toBe(false);
});

test('a case tells what was wanted, what it met and who did it', async () => {
  await open(demoDesk());
  await expect.element(page.getByText(/Mon,? 23 Nov, 10:00–10:30/)).toBeVisible();
  await expect.element(page.getByText(/Room 1 · 10:00–10:30 · Ana Torres/)).toBeVisible();
  await expect.element(page.getByText(/Jonas Weber/).first()).toBeVisible();
});

test('a refused move is made good somewhere else, and then put away', async () => {
  const desk = demoDesk();
  const visit = desk.view.find('appointments', demo.booked);
  if (visit === null) throw new Error('the visit is there');
  const input = { appointmentId: visit.id, start: at('10:00'), swaps: [], seen: seenPlacement(visit) };
  desk.putRefused(refused({ name: 'appointment.move', input }));
  await open(desk);
  await page.getByText('Refused 1').click();
  await expect.element(page.getByText('A move was refused').first()).toBeVisible();
  await page.getByRole('list', { name: 'Ways to solve it' }).getByRole('button').first().click();
  await expect.poll(() => desk.view.find('appointments', visit.id)?.start).not.toBe(at('09:00'));
  await expect.poll(() => desk.inbox.get().some(({ kind }) => kind === 'refused')).toBe(false);
});

test('a refused command leaves only when a person puts it away', async () => {
  const desk = demoDesk();
  desk.putRefused(refused({ name: 'block.remove', input: { blockId: id('block', 9) } }));
  await open(desk);
  await page.getByText('Refused 1').click();
  await page.getByRole('button', { name: 'Put away' }).click();
  await expect.element(page.getByText('Nothing of this kind')).toBeVisible();
});

test('cancelling a displaced visit is a decision too', async () => {
  const desk = demoDesk();
  await open(desk);
  await page.getByRole('button', { name: 'Cancel the visit' }).click();
  await expect.poll(() => desk.view.find('appointments', demo.displaced)?.status).toBe('cancelled');
});
