import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { must } from '#shared/lib/must.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Instant } from '#shared/time/instant.ts';
import { place } from '#shared/scheduling/place.ts';
import { type TimelineHandle, TimelineScreen } from '#renderer/timeline/timeline-screen.tsx';
import { firstSettings, timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import type { ChosenSlot } from '#renderer/timeline/timeline-props.ts';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import { at, clinic, id, location, resource, service } from '#tests/builders/clinic.ts';
import { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';
import { InMemoryView } from '#tests/builders/in-memory-view.ts';
import { visit } from '#tests/builders/visit.ts';

export type Asked = {
  readonly selected: string[];
  readonly created: ChosenSlot[];
  readonly blocked: ChosenSlot[];
};

export type TimelinePage = {
  readonly desk: InMemoryDesk;
  readonly view: InMemoryView;
  readonly asked: Asked;
  timeline(): TimelineHandle;
  /** The chip of a visit on a row, by the words that a screen reader says. */
  chip(words: string): HTMLElement;
  chips(words?: string): readonly HTMLElement[];
  lane(resourceId: string): HTMLElement;
  close(): Promise<void>;
};

export type TimelinePageOptions = {
  readonly visits?: readonly Appointment[];
  readonly now?: Instant;
  readonly rows?: number;
};

/** Anna, Ben and two rooms on the clinic's Monday, with the real `decide()` behind them. */
export async function openTimeline({
  visits = [visit()],
  now = at('07:00'),
  rows = 0,
}: TimelinePageOptions = {}): Promise<TimelinePage> {
  await page.viewport(1280, 800);
  timelineSettings.change(firstSettings);
  startI18n('en');
  notifications.clean();
  const view = new InMemoryView();
  view.put('locations', location());
  view.put(
    'resources',
    resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna', order: 0 }),
    resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben', order: 1 }),
    resource({ id: clinic.room1, name: 'Room 1', order: 2 }),
    resource({ id: clinic.room2, name: 'Room 2', order: 3 }),
    ...Array.from({ length: rows }, (_, row) =>
      resource({ id: id('more', row), kind: 'practitioner', name: `Person ${row}`, order: 10 + row }),
    ),
  );
  view.put('services', service({ id: clinic.visit, name: 'Physiotherapy' }));
  for (const one of visits) {
    const found = place(one, view, one.id);
    view.put('appointments', { ...one, claims: found.kind === 'placed' ? [...found.claims] : [] });
  }
  const person = {
    id: clinic.receptionist,
    version: 1,
    name: 'Rita',
    title: '',
    role: 'receptionist' as const,
    color: '#1c7ed6',
    isActive: true,
  };
  const desk = new InMemoryDesk(view, { person, now });
  const asked: Asked = { selected: [], created: [], blocked: [] };
  let handle: TimelineHandle | null = null;
  const screen = await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <Notifications />
      <div style={{ width: 1200, height: 700 }}>
        <TimelineScreen
          desk={desk}
          ref={(timeline) => void (handle = timeline)}
          locationId={clinic.location}
          onLocationChange={() => {}}
          selectedId={null}
          onSelect={(one) => void asked.selected.push(one)}
          onSelectBlock={() => {}}
          onCreate={(slot) => void asked.created.push(slot)}
          onBlock={(slot) => void asked.blocked.push(slot)}
          onAddResource={() => {}}
          onRowCalendar={() => {}}
          onImport={() => {}}
          onAddService={() => {}}
        />
      </div>
    </MantineProvider>,
  );
  await atRest();
  const chips = (words = ''): readonly HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>('.tl-event[role="button"]')].filter(
      (el) => el.textContent.includes(words) && el.querySelector('[data-event-id]') !== null,
    );
  return {
    desk,
    view,
    asked,
    chips,
    close: async () => screen.unmount(),
    timeline: () => must<TimelineHandle>(handle, 'the timeline is not mounted'),
    chip: (words) => must(chips(words)[0], `no chip says: ${words}`),
    lane: (resourceId) =>
      must(document.querySelector<HTMLElement>(`.tl-lane[data-resource-id="${resourceId}"]`), 'no such row'),
  };
}

/** What the notices on the screen say. */
export function notices(): string {
  return [...document.querySelectorAll('.mantine-Notification-root')].map((one) => one.textContent).join(' ');
}

type Point = { readonly x: number; readonly y: number };

/** A mouse, step by step, so that a test can do something while it is down. */
export const mouse = {
  at: { x: 0, y: 0 },
  fire(type: string, { x, y }: Point, more: MouseEventInit = {}): void {
    this.at = { x, y };
    const target = document.elementFromPoint(x, y) ?? document.body;
    const init = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, button: 0, ...more };
    if (type === 'mousedown') target.dispatchEvent(new PointerEvent('pointerdown', init));
    if (type === 'mouseup') target.dispatchEvent(new PointerEvent('pointerup', init));
    target.dispatchEvent(new MouseEvent(type, init));
  },
  press(el: Element, offset: Point = { x: 12, y: 20 }, more: MouseEventInit = {}): void {
    const { left, top } = el.getBoundingClientRect();
    const point = { x: left + offset.x, y: top + offset.y };
    this.fire('mousemove', point);
    this.fire('mousedown', point, more);
  },
  async moveBy(dx: number, dy: number, more: MouseEventInit = {}): Promise<void> {
    const { x, y } = this.at;
    for (let step = 1; step <= 6; step += 1) {
      this.fire('mousemove', { x: x + (dx * step) / 6, y: y + (dy * step) / 6 }, more);
      await nextFrame();
    }
  },
  async release(more: MouseEventInit = {}): Promise<void> {
    this.fire('mouseup', this.at, more);
    await nextFrame();
    await nextFrame();
  },
};

/** Waits until the grid has found its sizes and scrolled to where it begins. */
async function atRest(): Promise<void> {
  let before = -1;
  for (let calm = 0, frames = 0; calm < 6 && frames < 300; frames += 1) {
    await nextFrame();
    const left = document.querySelector('.tl-event')?.getBoundingClientRect().left ?? -2;
    calm = left === before ? calm + 1 : 0;
    before = left;
  }
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}
