import { expect, test, vi } from 'vitest';
import { Connection } from '#renderer/replica/network/connection.ts';
import { Outage } from '#renderer/replica/network/outage.ts';
import type { ServerClient } from '#renderer/replica/server-client.ts';
import { id } from '#tests/builders/clinic.ts';

test('[I13] a call that fails while the stream lives does not leave the desk offline', async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const server: ServerClient = {
    push: () => Promise.reject(new Outage('network')),
    pull: never,
    range: never,
    previewSeries: never,
    enrol: never,
    signIn: never,
    auditOf: never,
    holds: { place: never, extend: never, release: never, list: never, setMinutes: never, abandon: () => {} },
    renewLeases: never,
    giveUpLeases: never,
    leaseOverview: never,
    probe: () => Promise.resolve(),
    // Says hello, and then nothing more, as a server does while nothing changes.
    follow: (signal, onPoke) => {
      onPoke({ kind: 'hello', epoch: id('epoch', 1), serverTime: 0 });
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
    },
  };
  const closing = new AbortController();
  const connection = new Connection({ server: () => server, onPoke: () => {}, onKeyRefused: () => {} }, null);
  const running = connection.run(closing.signal);
  await connection.untilOnline(closing.signal);
  await expect(connection.call((one, signal) => one.push({ commands: [] }, signal))).rejects.toThrow('network');
  await vi.waitFor(() => expect(connection.state.get().connection).toBe('online'));
  closing.abort();
  await running;
});
