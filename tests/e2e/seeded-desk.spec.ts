import { rmSync } from 'node:fs';
import { choice, fate } from '#tests/simulation/fate.ts';
import { DeskPage } from '#tests/e2e/support/desk-page.ts';
import type { CuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import { expect, test } from '#tests/e2e/support/journey.ts';
import { newProfile, openBrowserOn } from '#tests/e2e/support/killable-browser.ts';
import { importRows, manyRows } from '#tests/e2e/support/many-rows.ts';
import type { ServerDesk } from '#tests/e2e/support/server-desk.ts';

/** Tier C of the simulator, in a real browser with the real replica: `npm run sim -- --tier C` runs more of it. */
const from = Number(process.env['SIM_FROM'] ?? 1);
const seeds = Number(process.env['SIM_SEEDS'] ?? 1);
const kills = Number(process.env['SIM_KILLS'] ?? 1);

const weathers: readonly ((network: CuttableNetwork) => void)[] = [
  (network) => network.heal(),
  (network) => {
    network.delay(120);
    network.heal();
  },
  (network) => {
    network.heal();
    network.loseReplies();
  },
  (network) => network.silence(),
  (network) => network.cut(),
];

for (let seed = from; seed < from + seeds; seed += 1) {
  test(`[I2] [I4] [F17] seed ${seed}: whatever the weather when the browser is killed, everything ends at the server, once`, async ({
    network,
    server,
  }) => {
    test.setTimeout(60_000 + 60_000 * kills);
    const profile = newProfile();
    const open = async () => {
      const browser = await openBrowserOn(profile);
      const desk = new DeskPage(await browser.context.newPage(), network.url);
      await desk.open();
      await desk.signIn('Helene Brandt');
      return { browser, desk };
    };
    const rows = 10 + choice(40, seed, 'rows');
    let now = await open();
    network.cut();
    await now.desk.expectPill(/^Offline/);
    await importRows(now.desk, manyRows(rows, server.dayOf(7), `Seed${seed}`));
    await now.desk.expectPill(/^Offline · \d+ unsent$/, 30_000);

    for (let round = 0; round < kills; round += 1) {
      weathers[choice(weathers.length, seed, round, 'weather')]?.(network);
      await now.desk.page.waitForTimeout(50 + 2_000 * fate(seed, round, 'moment'));
      await now.browser.kill();
      network.delay(0);
      network.heal();
      now = await open();
    }

    await now.desk.expectPill(/^Online$/, 40_000);
    const expected = Array.from({ length: rows }, (_, at) => `Seed${seed} person ${at}`).toSorted();
    expect(await labels(server, `Seed${seed} person`)).toEqual(expected);
    await now.browser.context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });
}

async function labels(server: ServerDesk, prefix: string): Promise<readonly string[]> {
  const all = (await server.appointments()).map(({ label }) => label);
  return all.filter((label) => label.startsWith(prefix)).toSorted();
}
