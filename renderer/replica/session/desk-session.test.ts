import { expect, test, vi } from 'vitest';
import type { Person } from '#shared/scheduling/person.ts';
import { fixedServer } from '#renderer/replica/network/server-locator.ts';
import { LiveSession } from '#renderer/replica/session/desk-session.ts';
import { id } from '#tests/builders/clinic.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';

const person = (number: number): Person => ({
  id: id('person', number),
  version: 1,
  name: `Person ${number}`,
  title: '',
  role: 'receptionist',
  color: '#4c6ef5',
  isActive: true,
});

test('a desk is told when somebody else signs in, and not when the same person comes back', async () => {
  const kept = new Map<string, string>();
  const onOther = vi.fn();
  const session = new LiveSession({
    records: {
      read: async (key) => kept.get(key) ?? null,
      write: async (key, value) => void kept.set(key, value),
      remove: async (key) => void kept.delete(key),
    },
    locator: fixedServer('http://127.0.0.1:1'),
    usualName: 'Desk',
    view: new InMemoryView(),
    askServer: async (personId) =>
      personId === id('person', 3)
        ? { kind: 'wrong-pin', attemptsLeft: 2 }
        : { kind: 'signed-in', person: personId === id('person', 1) ? person(1) : person(2) },
    onEnrolled: () => undefined,
    onOther,
  });
  await session.signIn(id('person', 1), '1234');
  session.lock();
  await session.signIn(id('person', 3), '0000');
  await session.signIn(id('person', 1), '1234');
  expect(onOther).not.toHaveBeenCalled();
  session.lock();
  await session.signIn(id('person', 2), '1234');
  expect(onOther).toHaveBeenCalledOnce();
});
