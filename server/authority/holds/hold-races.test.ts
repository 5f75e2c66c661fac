import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { createAuthority } from '#server/authority/authority.ts';
import { Outage } from '#server/database/outage.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { knockedOutStore, type Layer } from '#tests/server/knocked-out-store.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
});
afterAll(() => here.close());

async function asAdmin(statement: string, values: readonly unknown[] = []): Promise<unknown[]> {
  const admin = await here.database.connectAs('admin');
  const { rows } = await admin.query(statement, [...values]);
  await admin.end();
  return rows;
}

function doubles(): Promise<unknown[]> {
  return asAdmin(`
    select 1 from claim a join claim b on a.tenant_id = b.tenant_id and a.resource_id = b.resource_id and a.lane = b.lane
    where (a.holder_id, a.guard_point) < (b.holder_id, b.guard_point) and a.start_ms < b.end_ms and b.start_ms < a.end_ms
      and not (a.part = 'buffer' and b.part = 'buffer')`);
}

test('[HD1] 50 slots, 20 desks at once for each: each slot is held once, and nothing fails', async () => {
  const attempts = Array.from({ length: 1_000 }, (_, number) => {
    const resourceIds = number % 2 === 0 ? [clinic.anna, clinic.room1] : [clinic.room1, clinic.anna];
    const start = plusMinutes(at('2026-12-01T00:00'), 30 * (number % 50));
    return here.authority.holds.place(here.desk, holdWish({ start, phases: [{ minutes: 30, resourceIds }] }));
  });
  const kinds = (await Promise.all(attempts)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'held')).toHaveLength(50);
  expect(kinds.filter((kind) => kind === 'taken')).toHaveLength(950);
  expect(await doubles()).toEqual([]);
});

test('[HD9] [I5] 100 confirms within a second before and after expiry: none that was sent late is accepted', async () => {
  const confirms = Array.from({ length: 100 }, async (_, number) => {
    const wish = holdWish({ start: plusMinutes(at('2026-12-04T00:00'), 30 * number) });
    await here.authority.holds.place(here.desk, wish);
    const expiresAt = Date.now() + 3_000;
    await asAdmin('update hold set expires_at_ms = $2 where id = $1', [wish.id, expiresAt]);
    await sleep(expiresAt - Date.now() + (number - 50) * 20);
    const sentAt = Date.now();
    const intent = booking({ appointmentId: randomUUID(), start: wish.start });
    const verdict = await here.desk.send(intent, { hold: ownHold(wish) });
    const answeredAt = Date.now();
    if (sentAt >= expiresAt) return verdict.kind === 'refused' ? 'refused' : 'late';
    if (answeredAt < expiresAt) return verdict.kind === 'accepted' ? 'accepted' : 'lost';
    return 'at expiry';
  });
  const outcomes = await Promise.all(confirms);
  expect(outcomes.filter((outcome) => outcome === 'late' || outcome === 'lost')).toEqual([]);
  expect(outcomes).toContain('refused');
});

test('[HD9] [F9] a confirm that waits for a lock beyond the expiry is late', async () => {
  const wish = holdWish({ start: at('2026-12-20T09:00') });
  await here.authority.holds.place(here.desk, wish);
  const other = await here.database.connectAs('admin');
  await other.query('begin');
  await other.query('update hold set expires_at_ms = $2 where id = $1', [wish.id, Date.now() + 300]);
  const intent = booking({ appointmentId: randomUUID(), start: wish.start });
  const waiting = here.desk.send(intent, { hold: ownHold(wish) });
  await sleep(400);
  await other.query('commit');
  await other.end();
  expect(await waiting).toMatchObject({ kind: 'refused', refusal: { code: 'hold-expired' } });
});

test('[HD6] an extension and a rival meet at the expiry: who holds the slot has its claims, and is one', async () => {
  for (let round = 0; round < 20; round += 1) {
    const start = plusMinutes(at('2026-12-10T00:00'), 30 * round);
    const [mine, rival] = [holdWish({ start }), holdWish({ start })];
    await here.authority.holds.place(here.desk, mine);
    await asAdmin('update hold set expires_at_ms = $2 where id = $1', [mine.id, Date.now() + 15]);
    await sleep(10);
    const [extended, placed] = await Promise.all([
      here.authority.holds.extend(here.desk, ownHold(mine)),
      here.authority.holds.place(here.desk, rival),
    ]);
    expect(extended.kind === 'held' && placed.kind === 'held').toBe(false);
    const held = extended.kind === 'held' ? mine.id : placed.kind === 'held' ? rival.id : null;
    const rows = await asAdmin('select distinct holder_id from claim where start_ms = $1', [start]);
    if (held !== null) expect(rows).toEqual([{ holder_id: held }]);
  }
});

test.each<{ layers: readonly Layer[] }>([
  { layers: ['holds'] },
  { layers: ['on-conflict'] },
  { layers: ['order'] },
  { layers: ['holds', 'on-conflict'] },
])('[F7] [I1] with $layers knocked out, the constraint alone lets no double through', async ({ layers }) => {
  const day = { holds: 1, 'on-conflict': 2, order: 3 }[layers.at(-1) ?? 'holds'] + layers.length * 10;
  const adaptStore = () => knockedOutStore(here.database, layers);
  // Each is as good as a server of its own: what one of them decides together, the others race with.
  const servers = Array.from({ length: 4 }, () =>
    createAuthority(here.database, { clock: () => at('08:00'), adaptStore }),
  );
  const slots = 5;
  const verdicts = await Promise.all(
    Array.from({ length: 60 }, async (_, number) => {
      const start = plusMinutes(at(`2027-01-01T09:00`), day * 1_440 + 30 * (number % slots));
      const wish = holdWish({ start });
      const authority = must(servers[number % servers.length], 'a server');
      const placed = await authority.holds.place(here.desk, wish).catch(() => null);
      const hold = placed?.kind === 'held' ? ownHold(wish) : null;
      const command = here.desk.command(booking({ appointmentId: randomUUID(), start }), { hold });
      const [answer] = await untilDecided(() => authority.execute(here.desk, [command]));
      return answer?.verdict.kind ?? 'none';
    }),
  );
  expect(await doubles()).toEqual([]);
  expect(verdicts.filter((kind) => kind === 'accepted')).toHaveLength(slots);
});

/** As a desk does: what could not be decided now is sent again. */
async function untilDecided<Result>(send: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
    }
  }
}
