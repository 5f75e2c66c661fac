import { expect, test } from 'vitest';
import { runServer } from '#electron/main/server-process.ts';
import type { ServerAddress } from '#shared/desktop/desktop-api.ts';
import { ChildDouble } from '#tests/builders/electron-double.ts';

function supervised(options: { stopTimeoutMs?: number } = {}) {
  const children: ChildDouble[] = [];
  const ports: (string | undefined)[] = [];
  const told: ServerAddress[] = [];
  const server = runServer({
    fork: (port) => {
      const child = new ChildDouble();
      children.push(child);
      ports.push(port);
      return child;
    },
    enrolmentCodeAt: () => Promise.resolve('code-1234'),
    onAddress: (address) => told.push(address),
    log: () => undefined,
    firstRestartMs: 1,
    ...options,
  });
  return { server, children, ports, told };
}

test('a server is starting until it says where it is', async () => {
  const { server, children } = supervised();
  expect(server.address()).toEqual({ state: 'starting' });
  children[0]?.stdout.write('database …\nready http://127.0.0.1:4001\n');
  const ready = { state: 'ready', url: 'http://127.0.0.1:4001', enrolmentCode: 'code-1234' };
  await expect.poll(() => server.address()).toEqual(ready);
});

test('a server that dies is started again on the same port', async () => {
  const { server, children, ports } = supervised();
  children[0]?.stdout.write('ready http://127.0.0.1:4001\n');
  await expect.poll(() => server.address().state).toBe('ready');
  children[0]?.emit('exit', 1);
  expect(server.address()).toEqual({ state: 'starting' });
  await expect.poll(() => ports).toEqual([undefined, '4001']);
});

test('a server that keeps dying is told as failed, and is still tried', async () => {
  const { server, children, told } = supervised();
  for (let round = 1; round <= 5; round += 1) {
    await expect.poll(() => children.length).toBe(round);
    children[round - 1]?.emit('exit', 1);
  }
  expect(told.map(({ state }) => state)).toEqual(['starting', 'starting', 'starting', 'failed', 'failed']);
  await expect.poll(() => children.length).toBe(6);
  children[5]?.stdout.write('ready http://127.0.0.1:4001\n');
  await expect.poll(() => server.address().state).toBe('ready');
});

test('stopping asks, and does not start it again', async () => {
  const { server, children } = supervised();
  const stopped = server.stop();
  expect(children[0]?.messages).toEqual([{ kind: 'stop' }]);
  children[0]?.emit('exit', 0);
  await stopped;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(children).toHaveLength(1);
});

test('a server that does not listen is ended', async () => {
  const { server, children } = supervised({ stopTimeoutMs: 5 });
  await server.stop();
  expect(children[0]?.hasBeenKilled).toBe(true);
});
