import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { cuttableNetwork, type CuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';

let server: Server;
let network: CuttableNetwork;
let requests = 0;
beforeEach(async () => {
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    if (request.url === '/stream') response.write('first\n');
    else response.end('answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = must(typeof address === 'object' ? address?.port : null, 'it listens');
  network = await cuttableNetwork(`http://127.0.0.1:${port}`);
});
afterEach(async () => {
  await network.close();
  server.closeAllConnections();
  server.close();
});

const get = (path = '/', timeoutMs = 2_000) =>
  fetch(network.url + path, { signal: AbortSignal.timeout(timeoutMs) }).then((response) => response.text());

test('[F26] a cut breaks an open stream, refuses what is new, and healing lets it through', async () => {
  const stream = await fetch(`${network.url}/stream`);
  const reader = must(stream.body, 'a stream has a body').getReader();
  await reader.read();
  network.cut();
  await expect(reader.read()).rejects.toThrow();
  await expect(get()).rejects.toThrow();
  network.heal();
  expect(await get()).toBe('answer');
});

test('[F25] a silent network takes connections and never answers', async () => {
  network.silence();
  await expect(get('/', 200)).rejects.toThrow(/timeout/);
  expect(requests).toBe(0);
});

test('a lost reply has reached the server', async () => {
  network.loseReplies();
  await expect(get('/', 200)).rejects.toThrow(/timeout/);
  expect(requests).toBe(1);
});

test('a slow network is slow both ways', async () => {
  network.delay(50);
  const start = performance.now();
  expect(await get()).toBe('answer');
  expect(performance.now() - start).toBeGreaterThan(95);
});
