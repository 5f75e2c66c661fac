import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import { connectRedis, type RedisLink } from '#server/authority/redis/redis-link.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { noRedis, type RedisServer, startRedisServer } from '#tests/server/redis-server.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

describe.skipIf(noRedis !== null)('holds in Redis', () => {
  let here: TestClinic;
  let redis: RedisServer;
  const links: RedisLink[] = [];
  const reports: string[] = [];
  /** Two servers on one PostgreSQL and one Redis. */
  const servers: Authority[] = [];

  beforeAll(async () => {
    here = await openTestClinic();
    redis = await startRedisServer();
    for (const name of ['a', 'b']) {
      const link = await connectRedis(redis.url, (kind, what) => reports.push(`${name} ${kind}: ${what}`));
      links.push(link);
      servers.push(createAuthority(here.database, { clock: () => at('08:00'), redis: link }));
    }
  });
  beforeEach(async () => {
    if (redis.ask('ping') !== 'PONG') await redis.start();
    await until(() => links.every((link) => link.isUp()));
  });
  afterAll(async () => {
    for (const link of links) await link.close();
    await redis.close();
    await here.close();
  });

  const server = (number: number): Authority => must(servers[number % servers.length], 'a server');

  async function send(authority: Authority, start: ReturnType<typeof at>, hold: ReturnType<typeof ownHold> | null) {
    const command = here.desk.command(booking({ appointmentId: randomUUID(), start }), { hold });
    const [answer] = await authority.execute(here.desk, [command]);
    return must(answer, 'a verdict').verdict;
  }

  async function claims(): Promise<readonly { readonly kind: string; readonly start: number }[]> {
    const admin = await here.database.connectAs('admin');
    const { rows } = await admin.query<{ kind: string; start: string }>(
      'select holder_kind as kind, start_ms as start from claim',
    );
    await admin.end();
    return rows.map(({ kind, start }) => ({ kind, start: Number(start) }));
  }

  async function doubles(): Promise<number> {
    const admin = await here.database.connectAs('admin');
    const { rows } = await admin.query(`
      select 1 from claim a join claim b on a.tenant_id = b.tenant_id and a.resource_id = b.resource_id and a.lane = b.lane
      where (a.holder_id, a.guard_point) < (b.holder_id, b.guard_point) and a.start_ms < b.end_ms and b.start_ms < a.end_ms
        and not (a.part = 'buffer' and b.part = 'buffer')`);
    await admin.end();
    return rows.length;
  }

  let hours = 0;
  function freshHour(): ReturnType<typeof at> {
    hours += 1;
    return plusMinutes(at('2027-05-01T23:30'), 60 * hours);
  }

  test('[RS1] a hold is in Redis alone, seen by every server, and confirmed by the command that carries it', async () => {
    const wish = holdWish({ start: freshHour() });
    const placed = await server(0).holds.place(here.desk, wish);
    expect(placed).toMatchObject({ kind: 'held', hold: { id: wish.id, deskName: 'Front' } });
    expect((await claims()).filter(({ start }) => start === wish.start)).toEqual([]);
    expect((await server(1).holds.list(here.desk)).holds.map(({ id }) => id)).toEqual([wish.id]);
    const conflict = { reason: 'held', holderId: wish.id };
    expect(await server(1).holds.place(here.desk, holdWish({ start: wish.start }))).toMatchObject({
      kind: 'taken',
      conflicts: [conflict, conflict],
    });
    expect(await send(server(1), wish.start, null)).toMatchObject({
      kind: 'displaced',
      conflicts: [conflict, conflict],
    });
    expect(await send(server(1), wish.start, { ...ownHold(wish), ownerToken: randomUUID() })).toMatchObject({
      refusal: { code: 'hold-not-yours' },
    });
    expect(await send(server(1), wish.start, ownHold(wish))).toMatchObject({ kind: 'accepted' });
    expect((await server(0).holds.list(here.desk)).holds).toEqual([]);
    expect(await server(0).holds.place(here.desk, wish)).toEqual({ kind: 'refused', code: 'hold-expired' });
    expect(redis.ask('--scan', '--pattern', '*m:*')).toBe('');
  });

  test('[RS1] the same placing is the same hold; only the owner extends or releases; a release that comes first counts', async () => {
    const wish = holdWish({ start: freshHour() });
    const first = await server(0).holds.place(here.desk, wish);
    expect(await server(1).holds.place(here.desk, wish)).toEqual(first);
    const stranger = { id: wish.id, ownerToken: randomUUID() };
    expect(await server(1).holds.extend(here.desk, stranger)).toEqual({ kind: 'ended' });
    expect(await server(1).holds.release(here.desk, stranger)).toEqual({ kind: 'not-owner' });
    await sleep(5);
    const extended = await server(1).holds.extend(here.desk, ownHold(wish));
    const before = first.kind === 'held' ? first.hold.expiresAt : Number.NaN;
    expect(extended.kind === 'held' ? extended.hold.expiresAt : 0).toBeGreaterThan(before);
    expect(await server(1).holds.release(here.desk, ownHold(wish))).toEqual({ kind: 'released' });
    expect(await server(0).holds.extend(here.desk, ownHold(wish))).toEqual({ kind: 'ended' });
    const early = holdWish({ start: wish.start });
    expect(await server(0).holds.release(here.desk, ownHold(early))).toEqual({ kind: 'released' });
    expect(await server(1).holds.place(here.desk, early)).toEqual({ kind: 'refused', code: 'hold-expired' });
    expect(await server(0).holds.place(here.desk, holdWish({ start: wish.start }))).toMatchObject({ kind: 'held' });
  });

  test('[RS1] another place takes over from the first in one step, and where it is taken the first is kept', async () => {
    const [first, second] = [holdWish({ start: freshHour() }), holdWish({ start: freshHour() })];
    const blocker = holdWish({ start: freshHour() });
    for (const wish of [first, blocker]) await server(0).holds.place(here.desk, wish);
    const toTaken = holdWish({ start: blocker.start, replaces: ownHold(first) });
    expect(await server(1).holds.place(here.desk, toTaken)).toMatchObject({ kind: 'taken' });
    expect(await server(1).holds.extend(here.desk, ownHold(first))).toMatchObject({ kind: 'held' });
    const moved = { ...second, replaces: ownHold(first) };
    expect(await server(1).holds.place(here.desk, moved)).toMatchObject({ kind: 'held' });
    expect(await server(0).holds.place(here.desk, holdWish({ start: first.start }))).toMatchObject({ kind: 'held' });
  });

  test('[RS2] a hold whose time is over is refused, and in nobody’s way', async () => {
    const wish = holdWish({ start: freshHour() });
    await server(0).holds.place(here.desk, wish);
    lapse(wish.id);
    expect(await send(server(1), wish.start, ownHold(wish))).toMatchObject({ refusal: { code: 'hold-expired' } });
    expect(await send(server(1), wish.start, null)).toMatchObject({ kind: 'accepted' });
  });

  /** As if its time had passed. */
  function lapse(id: string): void {
    const key = must(redis.ask('--scan', '--pattern', `*hold:${id}`) || null, 'the hold is there');
    redis.ask('hset', key, 'expires', '1');
    for (const day of redis.ask('--scan', '--pattern', '*at:*').split('\n')) {
      for (const field of redis.ask('hkeys', day).split('\n'))
        if (field.startsWith(id)) redis.ask('hset', day, field, '1');
    }
  }

  test('[RS3] two servers, 50 slots, 20 desks at once for each: each slot is held once, and booked once', async () => {
    const first = plusMinutes(at('2027-06-07T00:00'), 0);
    const wishes = Array.from({ length: 1_000 }, (_, number) =>
      holdWish({ start: plusMinutes(first, 30 * (number % 50)) }),
    );
    const placed = await Promise.all(wishes.map((wish, number) => server(number).holds.place(here.desk, wish)));
    expect(placed.filter(({ kind }) => kind === 'held')).toHaveLength(50);
    expect(placed.filter(({ kind }) => kind === 'taken')).toHaveLength(950);
    const verdicts = await Promise.all(
      wishes.map((wish, number) => send(server(number + 1), wish.start, number % 2 === 0 ? ownHold(wish) : null)),
    );
    const booked = verdicts.filter(({ kind }) => kind === 'accepted').length;
    const owners = placed.filter(({ kind }, number) => kind === 'held' && number % 2 === 0).length;
    expect(booked).toBeGreaterThanOrEqual(owners);
    expect(booked).toBeLessThanOrEqual(50);
    expect(await doubles()).toBe(0);
  });

  test('[RS3] a hold and a booking that meet: never both, and never neither', async () => {
    for (let round = 0; round < 40; round += 1) {
      const start = plusMinutes(at('2027-07-05T00:00'), 30 * round);
      const [placed, verdict] = await Promise.all([
        server(round).holds.place(here.desk, holdWish({ start })),
        send(server(round + 1), start, null),
      ]);
      expect([placed.kind, verdict.kind]).toBeOneOf([
        ['held', 'displaced'],
        ['taken', 'accepted'],
      ]);
    }
  });

  test('[RS4] a hold that Redis forgot is not confirmed, and its time is free for whoever asks', async () => {
    const wish = holdWish({ start: freshHour() });
    await server(0).holds.place(here.desk, wish);
    redis.ask('flushall');
    expect(await send(server(0), wish.start, ownHold(wish))).toMatchObject({ refusal: { code: 'hold-expired' } });
    expect(await server(1).holds.extend(here.desk, ownHold(wish))).toEqual({ kind: 'ended' });
    expect(await send(server(1), wish.start, null)).toMatchObject({ kind: 'accepted' });
  });

  test('[RS4] flushed in the middle of a race: nothing fails, and nothing is double', async () => {
    const first = at('2027-08-02T00:00');
    const race = Promise.all(
      Array.from({ length: 400 }, async (_, number) => {
        const wish = holdWish({ start: plusMinutes(first, 30 * (number % 20)) });
        await sleep(number / 2);
        const placed = await server(number).holds.place(here.desk, wish);
        const verdict = await send(server(number + 1), wish.start, placed.kind === 'held' ? ownHold(wish) : null);
        return verdict.kind === 'accepted' ? wish.start : null;
      }),
    );
    for (let flush = 0; flush < 10; flush += 1) {
      await sleep(30);
      redis.ask('flushall');
    }
    const booked = (await race).filter((start) => start !== null);
    expect(new Set(booked).size).toBe(booked.length);
    expect(await doubles()).toBe(0);
  });

  test('[RS5] without Redis holds are in PostgreSQL; when it is back they are in Redis, and the others stay in force', async () => {
    const lost = holdWish({ start: freshHour() });
    await server(0).holds.place(here.desk, lost);
    await redis.kill();
    const meanwhile = holdWish({ start: freshHour() });
    expect(await server(0).holds.place(here.desk, meanwhile)).toMatchObject({ kind: 'held' });
    expect((await claims()).filter(({ start }) => start === meanwhile.start)).not.toEqual([]);
    expect(await send(server(0), lost.start, ownHold(lost))).toMatchObject({ refusal: { code: 'hold-expired' } });
    expect(reports.at(-1)).toContain('holds are kept in PostgreSQL');
    await redis.start();
    await until(() => links.every((link) => link.isUp()));
    expect(reports.at(-1)).toContain('holds are kept there');
    const after = holdWish({ start: freshHour() });
    await server(1).holds.place(here.desk, after);
    expect((await claims()).filter(({ start }) => start === after.start)).toEqual([]);
    const listed = (await server(0).holds.list(here.desk)).holds.map(({ id }) => id);
    expect(listed).toEqual(expect.arrayContaining([meanwhile.id, after.id]));
    expect(await server(1).holds.place(here.desk, holdWish({ start: meanwhile.start }))).toMatchObject({
      kind: 'taken',
    });
    expect(await send(server(1), meanwhile.start, ownHold(meanwhile))).toMatchObject({ kind: 'accepted' });
    expect(await send(server(0), after.start, ownHold(after))).toMatchObject({ kind: 'accepted' });
  });

  /** Redis does not answer for a while, and has kept everything; the same placing comes again meanwhile. */
  async function placedInBoth(wish: ReturnType<typeof holdWish>): Promise<void> {
    expect(await server(0).holds.place(here.desk, wish)).toMatchObject({ kind: 'held' });
    redis.ask('client', 'pause', '3000', 'all');
    expect(await server(0).holds.place(here.desk, wish)).toMatchObject({ kind: 'held' });
    expect((await claims()).filter(({ start }) => start === wish.start)).not.toEqual([]);
    await until(() => links.every((link) => link.isUp()));
    expect(redis.ask('--scan', '--pattern', `*hold:${wish.id}`)).not.toBe('');
  }

  const isOverInRedis = (wish: ReturnType<typeof holdWish>): void => {
    redis.ask('hset', redis.ask('--scan', '--pattern', `*hold:${wish.id}`), 'expires', '1');
    for (const key of redis.ask('--scan', '--pattern', `*:at:*`).split('\n')) redis.ask('del', key);
  };

  test('[RS5] what is held in both, because it was asked for again, is confirmed once, and its time is free when it is released', async () => {
    const confirmed = holdWish({ start: freshHour() });
    await placedInBoth(confirmed);
    expect(await send(server(1), confirmed.start, ownHold(confirmed))).toMatchObject({ kind: 'accepted' });
    const released = holdWish({ start: freshHour() });
    await placedInBoth(released);
    expect(await server(1).holds.release(here.desk, ownHold(released))).toEqual({ kind: 'released' });
    expect((await claims()).filter(({ start }) => start === released.start)).toEqual([]);
    expect(await send(server(0), released.start, null)).toMatchObject({ kind: 'accepted' });
  });

  test('[RS5] [I5] what was placed anew in PostgreSQL is in force until it is over there, and in nobody’s way after it', async () => {
    const anew = holdWish({ start: freshHour() });
    await placedInBoth(anew);
    isOverInRedis(anew);
    expect(await send(server(0), anew.start, null)).toMatchObject({ kind: 'displaced' });
    expect(await send(server(1), anew.start, ownHold(anew))).toMatchObject({ kind: 'accepted' });
    const over = holdWish({ start: freshHour() });
    await placedInBoth(over);
    isOverInRedis(over);
    const admin = await here.database.connectAs('admin');
    await admin.query('update hold set placed_at_ms = 0, expires_at_ms = 1 where id = $1', [over.id]);
    await admin.end();
    const late = here.desk.command(booking({ appointmentId: randomUUID(), start: over.start }), {
      hold: ownHold(over),
    });
    const other = here.desk.command(booking({ appointmentId: randomUUID(), start: over.start }), {});
    const answers = await server(0).execute(here.desk, [late, other]);
    expect(answers.map(({ verdict }) => verdict.kind)).toEqual(['refused', 'accepted']);
  });

  test('[RS5] a server that starts without Redis goes on without, and finds it later', async () => {
    await redis.kill();
    const link = await connectRedis(redis.url, () => undefined);
    const late = createAuthority(here.database, { redis: link });
    expect(await late.holds.place(here.desk, holdWish({ start: freshHour() }))).toMatchObject({ kind: 'held' });
    await redis.start();
    await until(() => link.isUp());
    const wish = holdWish({ start: freshHour(), phases: [{ minutes: 30, resourceIds: [clinic.ben] }] });
    await late.holds.place(here.desk, wish);
    expect(redis.ask('--scan', '--pattern', `*hold:${wish.id}`)).not.toBe('');
    await link.close();
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    expect(tries).toBeLessThan(500);
    await sleep(20);
  }
}
