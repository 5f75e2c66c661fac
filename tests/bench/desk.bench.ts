import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { instant } from '#shared/time/instant.ts';
import { openDeskLine } from '#tools/import/desk-line.ts';
import { signIn } from '#tools/import/sign-in.ts';
import { type BenchClinic, startBenchClinic } from '#tests/bench/bench-clinic.ts';
import { buildBenchPage, openBenchBrowser, openBenchPage } from '#tests/bench/bench-page.ts';
import { type BareStore, startBareStore } from '#tests/bench/bare-store.ts';
import { type Benchmark, type Measurement, median } from '#tests/bench/measurement.ts';
import { cuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';

type Setting = {
  readonly browser: Browser;
  readonly clinic: BenchClinic;
  readonly bare: BareStore;
  readonly page: Page;
};
type Report = (measurement: Measurement) => void;

const ECHOES = 40;
const PUSHES = 30;
const OFFLINE = 500;
const DOCUMENTS = 10_000;

/** A desk at work: the echo of a booking, the way to a second desk, the return after an outage, the first sync. */
export const deskBenchmark: Benchmark = {
  group: 'desk',
  run: async (report) => {
    const clinic = await startBenchClinic(await buildBenchPage());
    const bare = await startBareStore(clinic.server.url);
    const browser = await openBenchBrowser();
    try {
      const page = await openBenchPage(browser, clinic.server.url);
      const setting = { browser, clinic, bare, page };
      await measureEcho(setting, report);
      await measurePush(setting, report);
      await measureReconnect(setting, report);
      await measureFirstSync(setting, report);
    } finally {
      await browser.close();
      await bare.close();
      await clinic.close();
    }
  },
};

async function measureEcho({ page }: Setting, report: Report): Promise<void> {
  const { shownMs, savedMs } = await page.evaluate((runs) => bench.localEcho('echo', 0, runs), ECHOES);
  const plain = await page.evaluate((runs) => bench.rxdbEcho('plain-echo', runs), ECHOES);
  const baseline = { name: 'RxDB insert to its query', value: median(plain) };
  const row = { group: 'desk', unit: 'ms', runs: ECHOES, baseline } as const;
  report({ ...row, name: 'booking shown on its own desk', value: median(shownMs) });
  report({ ...row, name: 'booking saved on its own desk', value: median(savedMs) });
}

async function measurePush({ page, bare }: Setting, report: Report): Promise<void> {
  const times = await page.evaluate((runs) => bench.pushToSecondDesk(['push-a', 'push-b'], 1_000, runs), PUSHES);
  const floor = await page.evaluate(([url, runs]) => bench.bareRoundTrip(url, runs), [bare.streamUrl, PUSHES] as const);
  const baseline = { name: 'POST and event, no database', value: median(floor) };
  report({ group: 'desk', name: 'booking to a second desk', value: median(times), unit: 'ms', runs: PUSHES, baseline });
}

async function measureReconnect({ browser, clinic, bare, page }: Setting, report: Report): Promise<void> {
  const network = await cuttableNetwork(clinic.server.url);
  const away = await openBenchPage(browser, network.url);
  await away.exposeFunction('cutNetwork', () => network.cut());
  await away.exposeFunction('healNetwork', () => network.heal());
  type Wires = { cutNetwork(): Promise<void>; healNetwork(): Promise<void> };
  const savedMs = await away.evaluate((count) => {
    // Both functions were exposed just above.
    const { cutNetwork } = globalThis as unknown as Wires;
    return bench.saveOffline('away', 5_000, count, cutNetwork);
  }, OFFLINE);
  const { ms, accepted } = await away.evaluate(() =>
    bench.outboxReconnect((globalThis as unknown as Wires).healNetwork),
  );
  if (accepted !== OFFLINE) throw new Error(`${accepted} of ${OFFLINE} commands were accepted`);
  const plain = await page.evaluate(([url, count]) => bench.rxdbReconnect('plain-reconnect', url, count), [
    bare.storeUrl,
    OFFLINE,
  ] as const);
  const baseline = { name: "RxDB's push replication, no rules", value: plain };
  const row = { group: 'desk', runs: 1 } as const;
  report({ ...row, name: `${OFFLINE} bookings made offline, decided`, value: ms, unit: 'ms', baseline });
  report({ ...row, name: 'a booking made offline, saved', value: savedMs / OFFLINE, unit: 'ms', baseline: null });
  await away.context().close();
  await network.close();
}

async function measureFirstSync(setting: Setting, report: Report): Promise<void> {
  const deskKey = await fillTo(DOCUMENTS, setting.clinic);
  const page = await openBenchPage(setting.browser, setting.clinic.server.url);
  const first = await page.evaluate(() => bench.firstSync('sync'));
  const plain = await page.evaluate((key) => bench.dexieFirstSync('plain-sync', key), deskKey);
  if (first.documents !== plain.documents)
    throw new Error(`${first.documents} documents here, ${plain.documents} there`);
  const reopened = [];
  for (let run = 0; run < 5; run += 1) reopened.push(await page.evaluate(() => bench.reopen('sync')));
  const documents = first.documents.toLocaleString('en');
  const baseline = { name: 'the same pages into bare Dexie', value: plain.ms };
  report({ group: 'desk', name: `first sync, ${documents} documents`, value: first.ms, unit: 'ms', runs: 1, baseline });
  const again = { name: 'its first sync', value: first.ms };
  report({
    group: 'desk',
    name: `opened again, ${documents} documents`,
    value: median(reopened),
    unit: 'ms',
    runs: 5,
    baseline: again,
  });
}

/** Puts clients on file, as a desk, until a first sync has this many documents. @returns a desk key of its own. */
async function fillTo(documents: number, { server }: BenchClinic): Promise<string> {
  const desk = must(await openDeskLine(server.url, server.enrolmentCode), 'the code is right');
  const actor = await signIn(desk, { person: null, pin: null });
  const collections = ['appointments', 'blocks', 'clients', 'locations', 'people', 'resources', 'services'] as const;
  const sizes = await Promise.all(collections.map(async (collection) => (await desk.all(collection)).length));
  const missing = documents - sizes.reduce((sum, size) => sum + size, 0);
  for (let sent = 0; sent < missing; sent += 100) {
    const count = Math.min(100, missing - sent);
    await desk.push(Array.from({ length: count }, (_, at) => clientCommand(actor.id, sent + at + 1)));
  }
  return enrolForKey(server.url, server.enrolmentCode);
}

function clientCommand(actorId: string, sequence: number): Command {
  const set = {
    name: `Client ${sequence}`,
    phone: `+49 30 ${sequence}`,
    email: '',
    notes: '',
    birthDate: null,
    isActive: true,
  };
  const input = { id: randomUUID(), set, was: null };
  return {
    id: randomUUID(),
    name: 'client.upsert',
    actorId,
    deskTime: instant(Date.now()),
    sequence,
    input,
    hold: null,
  };
}

async function enrolForKey(url: string, code: string): Promise<string> {
  const response = await fetch(`${url}/trpc/session.enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-frontdesk-protocol': String(PROTOCOL_VERSION) },
    body: JSON.stringify({ code, deskName: 'Bench' }),
  });
  const answer: unknown = await response.json();
  const key = /"deskKey":"([^"]+)"/.exec(JSON.stringify(answer))?.[1];
  return must(key, 'enrolling gives a key');
}
