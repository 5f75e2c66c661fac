import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { ConflictInbox } from '#renderer/conflicts/conflict-inbox.tsx';
import type { InboxItem } from '#renderer/replica/desk.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';
import { Shown } from '#tests/harness/panels/shown.tsx';

async function open(desk: InMemoryDesk) {
  const onOpen = vi.fn<(appointmentId: string) => void>();
  await render(
    <Shown desk={desk} width={1_100}>
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
  const command = { ...made, name: intent.name, input: intent.input, hold: null };
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

test('a refused change says what was to be changed, by its name', async () => {
  const desk = demoDesk();
  const input = { id: clinic.location, set: { address: 'Elsewhere 1' }, was: { address: '' } };
  desk.putRefused(refused({ name: 'location.upsert', input }));
  await open(desk);
  await page.getByText('Refused 1').click();
  const name = desk.view.find('locations', clinic.location)?.name ?? '';
  await expect
    .element(page.getByRole('option', { name: new RegExp(`${name}.*A change of a location was refused`) }))
    .toBeVisible();
  await expect.element(page.getByRole('heading', { name })).toBeVisible();
  await expect.element(page.getByText('Nobody yet')).not.toBeInTheDocument();
});

test('[IN1] cancelling a displaced visit asks for the reason first, by keyboard alone', async () => {
  const desk = demoDesk();
  await open(desk);
  await page.getByRole('button', { name: 'Cancel the visit' }).click();
  await expect.element(page.getByLabelText('Why is it cancelled?')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Say why. Only then it leaves the inbox.')).toBeVisible();
  expect(desk.submitted).toEqual([]);
  await userEvent.keyboard('moved away{Enter}');
  await expect.poll(() => desk.view.find('appointments', demo.displaced)?.status).toBe('cancelled');
  expect(desk.view.find('appointments', demo.displaced)?.cancelReason).toBe('moved away');
  await expect.element(list).toHaveFocus();
});

test('[IN1] what was handled otherwise leaves with a note and a name, and Escape keeps it', async () => {
  const desk = demoDesk();
  await open(desk);
  await page.getByRole('button', { name: 'Handled otherwise…' }).click();
  await userEvent.keyboard('never mind{Escape}');
  await expect.element(page.getByRole('option')).toHaveLength(2);
  await page.getByRole('button', { name: 'Handled otherwise…' }).click();
  await userEvent.keyboard('comes to the walk-in hours{Enter}');
  await expect.element(page.getByRole('option')).toHaveLength(1);
  const settled = desk.view.find('appointments', demo.displaced)?.displacement?.settled;
  expect(settled).toMatchObject({ note: 'comes to the walk-in hours', actorId: clinic.receptionist });
  await desk.undo();
  await expect.element(page.getByRole('option')).toHaveLength(2);
});

test('a case says who put there what is in the way, when, and at which desk', async () => {
  await open(demoDesk());
  await expect.element(page.getByText(/Put there by Jonas Weber · 10:07 · Front desk/)).toBeVisible();
});

test('[IN4] a refused booking is booked again under a new id by one key', async () => {
  const desk = demoDesk();
  const visit = desk.view.find('appointments', demo.booked);
  if (visit === null) throw new Error('the visit is there');
  const input = {
    ...booking({ locationId: visit.locationId, serviceId: demo.checkUp, start: at('13:00') }).input,
    client: { kind: 'new' as const, id: id('client', 77), name: 'New Nina', phone: '+49 30 1' },
    phases: [{ minutes: 30, resourceIds: [demo.chen, demo.room1] }],
  };
  desk.putRefused(refused({ name: 'appointment.book', input }));
  await open(desk);
  await page.getByText('Refused 1').click();
  await expect.element(page.getByRole('button', { name: /Book again: 14:00/ })).toBeVisible();
  await page.getByRole('option').click();
  await list.click();
  await userEvent.keyboard('1');
  await expect.poll(() => desk.submitted.map(({ intent }) => intent.name)).toEqual(['appointment.book']);
  expect(desk.submitted[0]?.intent.input).toMatchObject({ start: at('13:00'), client: input.client });
  expect(desk.submitted[0]?.intent.input).not.toMatchObject({ appointmentId: input.appointmentId });
  await expect.poll(() => desk.inbox.get().some(({ kind }) => kind === 'refused')).toBe(false);
});

test('the inbox is filtered by text, desk and resource, and shows all again', async () => {
  await open(demoDesk());
  await page.getByRole('searchbox', { name: 'Search the inbox' }).fill('walk');
  await expect.element(page.getByRole('option')).toHaveLength(1);
  await page.getByText('This desk').click();
  await expect.element(page.getByText('Nothing of this kind')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.element(page.getByRole('option')).toHaveLength(2);
  await page.getByRole('combobox', { name: 'Practitioner or room' }).click();
  await page.getByRole('option', { name: 'Dr. Lin Chen' }).click();
  await expect.element(list.getByRole('option')).toHaveLength(1);
});

test('the client is told about the way out that was taken, in words that can be changed', async () => {
  const desk = demoDesk();
  await open(desk);
  const text = page.getByRole('textbox', { name: 'Message to the client' });
  const written = (): string => (text.element() as HTMLTextAreaElement).value; // The role says so.
  await expect.element(text).toBeVisible();
  expect(written()).toContain('Monday 23 November 2026, 10:00 cannot take place then');
  await text.fill('In my own words.');
  await expect
    .element(page.getByRole('link', { name: 'Text message' }))
    .toHaveAttribute('href', 'sms:+49305550104?body=In%20my%20own%20words.');
  await page.getByText('中文').click();
  await expect.poll(written).toContain('您好');
  await list.click();
  await userEvent.keyboard('2');
  await expect.element(page.getByRole('region', { name: 'Just decided' })).toBeVisible();
});

test('[DN2] a case speaks of a desk as it is called now, and finds it by that name', async () => {
  const desk = demoDesk();
  await open(desk);
  const { displacement } = desk.view.find('appointments', demo.displaced) ?? {};
  desk.leases.set({ own: [], others: [], desks: [{ id: displacement?.deskId ?? '', name: 'Blue counter' }] });
  await expect.poll(() => page.getByRole('article').element().textContent).toContain('Blue counter');
  await page.getByRole('searchbox', { name: 'Search the inbox' }).fill('blue counter');
  await expect.element(page.getByRole('option').first()).toBeVisible();
});

test('[IN5] a way out in time that is kept for another desk is not the first key, and says whose it is', async () => {
  const desk = demoDesk();
  const all = [demo.chen, demo.osei, demo.rossi, demo.room1, demo.room2];
  const keep = (from: string, to: string) => {
    const times = { start: at(from), end: at(to), expiresAt: at('23:45') };
    const lease = { deskId: id('desk', 2), deskName: 'Back office', ...times };
    desk.leases.set({
      own: [],
      desks: [],
      others: all.map((resourceId, n) => ({ ...lease, id: id('lease', n + 1), resourceId })),
    });
  };
  await open(desk);
  const ways = () => page.getByRole('list', { name: 'Ways to solve it' }).getByRole('listitem').elements();
  const words = (index: number): string => ways().at(index)?.textContent ?? '';
  await expect.poll(() => words(0)).toMatch(/30 min later/);
  keep('09:30', '11:00');
  await expect.poll(() => words(0)).not.toMatch(/30 min later|kept for|^$/i);
  keep('00:00', '23:45');
  await expect.poll(() => words(-1)).toMatch(/kept for Back office/i);
});

test('whose clock the times are read on is said, whatever zone the timeline shows', async () => {
  await open(demoDesk());
  await expect.element(page.getByText('Times of Europe/Berlin')).toBeVisible();
});
