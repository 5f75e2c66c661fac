import type { Page } from '@playwright/test';
import { expect, test } from '#tests/e2e/support/journey.ts';

const week = 9;
const twoDaysMs = 48 * 3_600_000;

test('[F1] what is booked offline on a desk whose clock was set back two days is sent all the same', async ({
  openDesk,
  network,
  server,
}) => {
  const desk = await openDesk({ url: network.url, prepare: (page) => page.addInitScript(shiftableClock) });
  const day = server.dayOf(week);
  await desk.keepPages();
  await desk.book({ client: 'Before Bruno', service: 'Follow-up', day, time: '09:00' });
  await expect.poll(async () => (await server.appointmentsOf('Before Bruno')).length).toBe(1);

  network.cut();
  await desk.expectPill(/^Offline/);
  await shiftClock(desk.page, -twoDaysMs);
  await desk.book({ client: 'Shifted Selma', service: 'Follow-up', day, time: '10:00' });
  await desk.expectPill(/^Offline · 1 unsent$/);
  await desk.page.reload();
  await desk.signIn();
  expect(await desk.page.evaluate(() => new Date().getTime())).toBeLessThan(Date.now() - twoDaysMs / 2);
  await desk.book({ client: 'Restarted Rui', service: 'Follow-up', day, time: '11:00' });
  await desk.expectPill(/^Offline · 2 unsent$/);

  network.heal();
  await desk.expectPill(/^Online$/);
  for (const client of ['Shifted Selma', 'Restarted Rui']) {
    expect((await server.appointmentsOf(client)).map(({ displacement }) => displacement)).toEqual([null]);
    await expect(desk.chip(client)).not.toHaveAccessibleName(/Saved on this desk/);
  }
});

/** A computer's clock that a journey can move; timers go on as they did. It stays moved over a restart. */
function shiftableClock(): void {
  const Real = Date;
  const offset = () => Number(localStorage.getItem('test.clock-offset') ?? 0);
  class Shifted extends Real {
    constructor(...args: [] | [number | string]) {
      super(args.length === 0 ? Real.now() + offset() : args[0]);
    }
    static override now() {
      return Real.now() + offset();
    }
  }
  Reflect.set(globalThis, 'Date', new Proxy(Shifted, { construct: (_, args) => construct(args) }));
  // What is given more than one argument is no question about now.
  function construct(args: unknown[]): Date {
    return args.length > 1 ? Reflect.construct(Real, args) : Reflect.construct(Shifted, args);
  }
}

async function shiftClock(page: Page, ms: number): Promise<void> {
  await page.evaluate((offset) => localStorage.setItem('test.clock-offset', String(offset)), ms);
}
