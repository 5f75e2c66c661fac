import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test as base,
} from '@playwright/test';
import { collectComplaints } from '#tests/e2e/support/complaints.ts';
import { cuttableNetwork, type CuttableNetwork } from '#tests/e2e/support/cuttable-network.ts';
import { DeskPage } from '#tests/e2e/support/desk-page.ts';
import { newDataFolder, removeDataFolder, type RunningApp, startApp } from '#tests/e2e/support/running-app.ts';
import { type ServerDesk, openServerDesk } from '#tests/e2e/support/server-desk.ts';

type Journey = {
  readonly complaints: string[];
  /** Opens another desk: a browser profile of its own, enrolled and with somebody signed in. */
  readonly openDesk: (options?: DeskOptions) => Promise<DeskPage>;
  /** A network that can be cut, in front of the shared app. */
  readonly network: CuttableNetwork;
};

type Shared = {
  /** One running app for all journeys that do not end it. Each books in a week of its own. */
  readonly app: RunningApp;
  /** The same app's server, asked directly: what is true, whatever a screen says. */
  readonly server: ServerDesk;
};

type DeskOptions = {
  readonly url?: string;
  readonly person?: string;
  readonly context?: BrowserContextOptions;
  /** Before anything is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
};

/** A journey fails when any page of it writes an error or a warning to its console. */
export const test = base.extend<Journey, Shared>({
  app: [
    async ({}, use) => {
      const app = await startApp({ dataFolder: newDataFolder() });
      await use(app);
      await app.stop();
      removeDataFolder(app.dataFolder);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  server: [async ({ app }, use) => use(await openServerDesk(app.url)), { scope: 'worker' }],
  complaints: [
    async ({}, use) => {
      const complaints: string[] = [];
      await use(complaints);
      expect(complaints, 'errors and warnings on the console').toEqual([]);
    },
    { auto: true },
  ],
  network: async ({ app }, use) => {
    const network = await cuttableNetwork(app.url);
    await use(network);
    await network.close();
  },
  openDesk: async ({ app, browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ url = app.url, person, context, prepare } = {}) => {
      const opened = await newContext(browser, context);
      contexts.push(opened);
      const page = await opened.newPage();
      collectComplaints(page, complaints);
      await prepare?.(page);
      const desk = new DeskPage(page, url);
      await desk.open();
      await desk.signIn(person);
      return desk;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

/** As `playwright.config.ts` has it: contexts made by hand do not get its settings. */
export const contextDefaults = {
  timezoneId: 'Pacific/Auckland',
  locale: 'en-GB',
  viewport: { width: 1_440, height: 900 },
} satisfies BrowserContextOptions;

function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...contextDefaults, ...options });
}
