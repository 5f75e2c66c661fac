/** The event's own element: the button that takes the focus, found through the chip inside of it. */
export function chipElement(root: ParentNode | null, eventId: string): HTMLElement | null {
  const chip = root?.querySelector(`[data-event-id="${CSS.escape(eventId)}"]`);
  return chip?.closest<HTMLElement>('.tl-event') ?? null;
}

/** The event that an element lies in, or null. */
export function eventIdAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  const chip = target.closest('.tl-event')?.querySelector('[data-event-id]');
  return chip?.getAttribute('data-event-id') ?? null;
}

type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';
const directions: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

export function isDirection(key: string): key is Direction {
  return directions.includes(key);
}

/** The nearest chip in that direction: along the row, or on the next row that has one. */
export function neighbour(root: ParentNode, from: HTMLElement, direction: Direction): HTMLElement | null {
  const here = from.getBoundingClientRect();
  const others = [...root.querySelectorAll<HTMLElement>('.tl-event[tabindex]')].filter((el) => el !== from);
  let best: { el: HTMLElement; cost: number } | null = null;
  for (const el of others) {
    const cost = costOf(here, el.getBoundingClientRect(), direction);
    if (cost !== null && (best === null || cost < best.cost)) best = { el, cost };
  }
  return best?.el ?? null;
}

function costOf(from: DOMRect, to: DOMRect, direction: Direction): number | null {
  const dx = to.left - from.left;
  const dy = to.top - from.top;
  if (direction === 'ArrowLeft' || direction === 'ArrowRight') {
    const ahead = direction === 'ArrowRight' ? dx : -dx;
    return ahead > 0 && Math.abs(dy) < from.height / 2 ? ahead : null;
  }
  const ahead = direction === 'ArrowDown' ? dy : -dy;
  return ahead > from.height / 2 ? ahead * 4 + Math.abs(dx) : null;
}

/** Lets a chip come back to where it belongs from where it was dropped. */
export function glideBack(root: ParentNode | null, eventId: string, from: DOMRect | null): void {
  // The calendar draws in its own time: after the next frame the chip is back in its row.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const el = chipElement(root, eventId);
      if (el === null || from === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const to = el.getBoundingClientRect();
      const shift = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
      el.animate(
        [
          { transform: shift, zIndex: 5 },
          { transform: 'none', zIndex: 5 },
        ],
        { duration: 260, easing: 'cubic-bezier(.2,.8,.2,1)' },
      );
    }),
  );
}
