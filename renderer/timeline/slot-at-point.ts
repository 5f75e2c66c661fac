import { type Instant, instant } from '#shared/time/instant.ts';

/** Which instant each drawn slot begins at. The calendar's own attribute is a wall time, which a fold has twice. */
export type Slots = {
  mount(slot: { readonly el: HTMLElement; readonly date: Date }): void;
  /** The row under the point and its time there, snapped; null between rows or outside of the grid. */
  at(point: { readonly x: number; readonly y: number }, snapMinutes: number): SlotAt | null;
};

export type SlotAt = { readonly resourceId: string; readonly start: Instant };

export function createSlots(slotMinutes: () => number): Slots {
  const starts = new WeakMap<Element, Instant>();
  return {
    mount: ({ el, date }) => void starts.set(el, instant(date.getTime())),
    at: ({ x, y }, snapMinutes) => {
      const under = document.elementsFromPoint(x, y);
      const lane = under.find((el) => el.matches('[role="gridcell"][data-resource-id]'));
      const resourceId = lane?.getAttribute('data-resource-id');
      const slot = slotUnder(lane, x);
      const start = slot === null ? undefined : starts.get(slot.el);
      if (resourceId === null || resourceId === undefined || slot === null || start === undefined) return null;
      const minutes = Math.floor((slot.fraction * slotMinutes()) / snapMinutes) * snapMinutes;
      return { resourceId, start: instant(start + minutes * 60_000) };
    },
  };
}

/** The slot whose column the point is in. Slots lie under the rows and take no events, so they are measured. */
function slotUnder(lane: Element | undefined, x: number): { el: Element; fraction: number } | null {
  const body = lane?.closest('.tl-view');
  for (const el of body?.querySelectorAll('.tl-slot') ?? []) {
    const { left, right } = el.getBoundingClientRect();
    if (left <= x && x < right) return { el, fraction: (x - left) / (right - left) };
  }
  return null;
}
