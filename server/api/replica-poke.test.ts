import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import { type Poke, pokeSchema, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { createAuthority } from '#server/authority/authority.ts';
import { startTestServer, type TestServer } from '#tests/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Listening = {
  readonly pokes: readonly Poke[];
  readonly status: number;
  stop(): Promise<void>;
  next(count: number): Promise<void>;
  hears(kind: Poke['kind'], times: number): Promise<void>;
};

const patience = { timeout: 15_000, interval: 10 };

/** What a desk's EventSource does, which Node lacks. */
async function listen(deskKey: string): Promise<Listening> {
  const pokes: Poke[] = [];
  const parameters = encodeURIComponent(JSON.stringify({ deskKey, protocol: String(PROTOCOL_VERSION) }));
  const url = `${server.url}/trpc/replica.poke?connectionParams=${parameters}`;
  const response = await fetch(url, { headers: { accept: 'text/event-stream' } });
  const reader = must(response.body, 'a stream').pipeThrough(new TextDecoderStream()).getReader();
  const reading = (async () => {
    let text = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += chunk.value;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const data of events.flatMap((event) => /^data: (\{"kind".*\})$/m.exec(event)?.[1] ?? []))
        pokes.push(pokeSchema.parse(JSON.parse(data)));
      // With `leases` a new desk's name goes round, and here desks enrol all the time.
      pokes.splice(0, pokes.length, ...pokes.filter(({ kind }) => kind !== 'leases'));
    }
  })();
  return {
    pokes,
    status: response.status,
    stop: async () => {
      await reader.cancel();
      await reading;
    },
    next: async (count) => {
      await expect.poll(() => pokes.length, patience).toBeGreaterThanOrEqual(count);
    },
    hears: async (kind, times) => {
      const heard = (): number => pokes.filter((poke) => poke.kind === kind).length;
      await expect.poll(heard, patience).toBeGreaterThanOrEqual(times);
    },
  };
}

async function changePerson(tenantId: string): Promise<void> {
  const person = { id: randomUUID(), name: 'x', title: '', role: 'manager', color: '#112233', isActive: true } as const;
  await createAuthority({ ...server.tables, epoch: server.database.epoch }).putPerson(tenantId, person, null);
}

test('[ST1] [ST2] the stream greets with the epoch, and then says that something changed', async () => {
  const { deskKey, tenantId } = await server.enrol();
  const desk = await listen(deskKey);
  await desk.next(1);
  await changePerson(tenantId);
  await desk.next(2);
  await desk.stop();
  expect(desk.pokes.map(({ kind, epoch }) => [kind, epoch])).toEqual([
    ['hello', server.database.epoch],
    ['changed', server.database.epoch],
  ]);
  expect(Math.abs(Date.now() - (desk.pokes[0]?.serverTime ?? 0))).toBeLessThan(10_000);
});

test("[I6] a desk is not told of another clinic's changes", async () => {
  const { deskKey } = await server.enrol();
  const desk = await listen(deskKey);
  await desk.next(1);
  const other = randomUUID();
  const authority = createAuthority({ ...server.tables, epoch: server.database.epoch });
  await authority.ensureTenant({ id: other, name: 'Other', isDemo: false, signInHint: null });
  await changePerson(other);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await desk.stop();
  expect(desk.pokes.map(({ kind }) => kind)).toEqual(['hello']);
});

test('[ST2] a server that lost its database tells everybody to look, once it has it again', async () => {
  const { deskKey, tenantId } = await server.enrol();
  const desk = await listen(deskKey);
  await desk.next(1);
  const admin = await server.tables.connectAs('admin');
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  await admin.end();
  await desk.hears('changed', 1);
  await desk.hears('holds', 1);
  await changePerson(tenantId).catch(() => changePerson(tenantId));
  await desk.hears('changed', 2);
  await desk.stop();
});

test('a burst of changes is one poke, or a few', async () => {
  const { deskKey, tenantId } = await server.enrol();
  const desk = await listen(deskKey);
  await desk.next(1);
  await Promise.all(Array.from({ length: 40 }, () => changePerson(tenantId)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await desk.stop();
  expect(desk.pokes.length).toBeGreaterThan(1);
  expect(desk.pokes.length).toBeLessThan(15);
});

test('[ST3] the server says something several times a second, also when nothing happens', async () => {
  const { deskKey } = await server.enrol();
  const parameters = encodeURIComponent(JSON.stringify({ deskKey, protocol: String(PROTOCOL_VERSION) }));
  const response = await fetch(`${server.url}/trpc/replica.poke?connectionParams=${parameters}`, {
    headers: { accept: 'text/event-stream' },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (const begun = Date.now(); Date.now() - begun < 2_000;) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(text).toContain('"kind":"hello"');
  expect(text.match(/event: ping/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
});

test('[PL7] a stream without a key is told so, and nothing else', async () => {
  const response = await fetch(`${server.url}/trpc/replica.poke`, { headers: { accept: 'text/event-stream' } });
  const text = await response.text();
  expect(text).toMatch(/event: serialized-error\ndata: .*"desk-unknown".*"httpStatus":401/);
  expect(text).not.toContain('"kind"');
});

test('[HD13] every desk is told that holds changed, and nothing else', async () => {
  const { deskKey, tenantId } = await server.enrol();
  const other = server.client((await server.enrol()).deskKey);
  const desk = await listen(deskKey);
  await desk.next(1);
  const actorId = derivedId('first-owner', tenantId);
  await other.session.signIn.mutate({ personId: actorId, pin: '0000' });
  await other.holds.setMinutes.mutate({ actorId, minutes: 7 });
  await desk.next(2);
  await desk.stop();
  expect(desk.pokes.map(({ kind }) => kind)).toEqual(['hello', 'holds']);
});
