import { expect, type Locator, type Page } from '@playwright/test';
import { must } from '#shared/lib/must.ts';
import { signIn } from '#tests/e2e/support/sign-in.ts';

export type NewVisit = {
  readonly client: string;
  readonly service: string;
  /** As typed into the field; left out: the next free time. */
  readonly day?: string;
  readonly time?: string;
  readonly who?: string;
  readonly room?: string;
};

/** A desk as a person sees and uses it. */
export class DeskPage {
  readonly page: Page;
  readonly url: string;
  readonly timeline: Locator;
  readonly pill: Locator;
  readonly panel: Locator;
  readonly notices: Locator;
  /** How long the chosen time is held for this desk. */
  readonly countdown: Locator;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.pill = page.getByTestId('sync-pill');
    this.panel = page.getByRole('complementary');
    this.countdown = page.getByTestId('hold-countdown');
    this.notices = page.locator('.mantine-Notification-root');
  }

  async open(): Promise<void> {
    await this.page.goto(this.url);
  }

  async signIn(person?: string): Promise<void> {
    await signIn(this.page, person);
    await expect(this.timeline).toBeVisible();
  }

  /** Another window of the same desk, with the same person signed in. */
  async openWindow(person?: string): Promise<DeskPage> {
    const other = new DeskPage(await this.page.context().newPage(), this.url);
    await other.open();
    await other.signIn(person);
    return other;
  }

  /** Brings this window before the others of its desk: one that is behind them is not drawn, and takes no hand. */
  async toFront(): Promise<void> {
    await this.page.bringToFront();
  }

  /** The chip of a visit, by the name on it. It is drawn once on each row that it uses. */
  chip(name: string): Locator {
    return this.timeline.getByRole('button', { name: new RegExp(`^${escaped(name)}, `) });
  }

  /** What somebody at another desk is about to book; drawn once on each row. */
  hold(who: string): Locator {
    return this.timeline.getByRole('button', { name: new RegExp(`being booked by ${escaped(who)}`) });
  }

  row(name: string): Locator {
    return this.timeline.getByRole('rowheader', { name });
  }

  /** Shows the day that many weeks from today. */
  async showWeek(week: number): Promise<void> {
    await this.page.keyboard.press('w');
    for (let at = 0; at < week; at += 1) await this.page.getByRole('button', { name: 'Next week' }).click();
    await this.page.keyboard.press('d');
    await expect(this.timeline.getByRole('button', { name: 'Next day' })).toBeVisible();
  }

  async expectPill(text: RegExp, timeout = 10_000): Promise<void> {
    await expect(this.pill).toHaveText(text, { timeout });
  }

  /** Books through the panel, as a person who types does. */
  async book({ client, service, day, time, who, room }: NewVisit): Promise<void> {
    await this.page.getByRole('button', { name: 'New', exact: true }).click();
    await this.fillVisit({ client, service });
    if (day !== undefined) {
      await this.panel.getByRole('textbox', { name: 'Day' }).fill(day);
      await this.page.keyboard.press('Tab');
    }
    if (time !== undefined) await this.panel.getByRole('textbox', { name: 'Time' }).fill(time);
    if (who !== undefined) await this.choose('Practitioner', who);
    if (room !== undefined) await this.choose('Room', room);
    await this.panel.getByRole('button', { name: 'Book', exact: true }).click();
  }

  async fillVisit({ client, service }: Pick<NewVisit, 'client' | 'service'>): Promise<void> {
    await this.panel.getByRole('textbox', { name: 'Client' }).fill(client);
    await this.page.getByRole('option', { name: `“${client}”` }).click();
    await this.panel.getByRole('combobox', { name: 'Service' }).fill(service);
    await this.page.getByRole('option', { name: service }).click();
  }

  /** Right-clicks a visit and takes an entry of its menu. */
  async act({ on, entry }: { readonly on: string; readonly entry: string }): Promise<void> {
    await this.chip(on).first().click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** Right-clicks a free place and takes an entry of its menu. */
  async actAt({
    row,
    time,
    entry,
  }: {
    readonly row: string;
    readonly time: string;
    readonly entry: string;
  }): Promise<void> {
    // A dialog that is fading out, and a day that is being drawn, take the click: as a person would, it clicks again.
    const item = this.page.getByRole('menuitem', { name: entry, exact: true });
    await expect(async () => {
      const { x, y } = await this.pointAt(row, time);
      await this.page.mouse.click(x, y, { button: 'right' });
      await expect(item).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await item.click();
  }

  /** A point a few minutes into that time on that row. */
  async pointAt(row: string, time: string): Promise<{ readonly x: number; readonly y: number }> {
    const [hour = '', minute = ''] = time.split(':');
    // Beside the hours of a zone that was chosen stand the clinic's own.
    const heads = this.timeline.locator('.tl-head-words').filter({ hasText: new RegExp(`^${hour}:00`) });
    const label = await boxOf(heads.first());
    const rowBox = await boxOf(this.row(row));
    const perMinute = await this.pixelsPerMinute();
    return { x: label.x + (Number(minute) + 4) * perMinute, y: rowBox.y + rowBox.height / 2 };
  }

  /** Waits until the browser has the app's own pages, so that it can open them without the server. */
  async keepPages(): Promise<void> {
    await this.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  }

  async choose(field: string, option: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: field }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Takes a chip by its middle and carries it; the button is still down afterwards. */
  async carry(chip: Locator, to: { readonly minutes?: number; readonly row?: string }): Promise<void> {
    let [x, y] = [0, 0];
    // What has just been drawn is not in the hand at the first press; a person presses again.
    await expect(async () => {
      await this.page.mouse.up();
      const box = await boxOf(chip);
      [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await this.page.mouse.move(x, y);
      await this.page.mouse.down();
      await this.page.mouse.move(x + 12, y, { steps: 2 });
      await expect(this.timeline.locator('.tl-event-mirror').first()).toBeVisible({ timeout: 1_500 });
    }).toPass();
    const rowBox = to.row === undefined ? null : await boxOf(this.row(to.row));
    const targetX = x + (to.minutes ?? 0) * (await this.pixelsPerMinute());
    const targetY = rowBox === null ? y : rowBox.y + rowBox.height / 2;
    await this.page.mouse.move(targetX, targetY, { steps: 8 });
  }

  /** Drags the later edge of a chip. */
  async stretch(chip: Locator, minutes: number): Promise<void> {
    const box = await boxOf(chip);
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width / 2, y);
    await this.page.mouse.move(box.x + box.width - 2, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width + 10, y, { steps: 2 });
    await this.page.mouse.move(box.x + box.width - 2 + minutes * (await this.pixelsPerMinute()), y, { steps: 8 });
    await this.page.mouse.up();
  }

  async pixelsPerMinute(): Promise<number> {
    const slots = this.timeline.locator('.tl-slot');
    const first = await boxOf(slots.nth(1));
    const second = await boxOf(slots.nth(2));
    // A slot is a quarter of an hour on the day's grid.
    return (second.x - first.x) / 15;
  }
}

type Box = { x: number; y: number; width: number; height: number };

/** Where it stands once it stands still: what is being drawn anew has no place, or not yet its own. */
async function boxOf(locator: Locator): Promise<Box> {
  let last = await locator.boundingBox();
  const isStill = async (): Promise<boolean> => {
    const before = last;
    last = await locator.boundingBox();
    return last !== null && JSON.stringify(last) === JSON.stringify(before);
  };
  await expect.poll(isStill, { intervals: [50] }).toBe(true);
  return must(last, 'it is on the screen');
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
