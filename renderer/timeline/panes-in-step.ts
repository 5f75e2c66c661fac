/**
 * The calendar's panes follow each other's scrolling, except for half a second after it scrolled by itself: a chip that
 * takes the focus then leaves hours and rows behind. This notices and tells the calendar that a hand did it.
 */
export function keepPanesInStep(root: HTMLElement): () => void {
  const onScroll = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement) || target.querySelector('.tl-lane') === null) return;
    requestAnimationFrame(() => {
      const hours = scrollerOf(root, '.tl-head-slot');
      const heads = scrollerOf(root, '.tl-cell');
      const isBehind =
        (hours !== null && differ(hours.scrollLeft, target.scrollLeft)) ||
        (heads !== null && differ(heads.scrollTop, target.scrollTop));
      if (!isBehind) return;
      target.dispatchEvent(new Event('wheel'));
      target.dispatchEvent(new Event('scroll'));
    });
  };
  root.addEventListener('scroll', onScroll, true);
  return () => root.removeEventListener('scroll', onScroll, true);
}

function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > 1;
}

/** What scrolls the element of that selector, within the root. */
export function scrollerOf(root: HTMLElement, inside: string): HTMLElement | null {
  let el = root.querySelector<HTMLElement>(inside);
  while (el !== null && el !== root) {
    if (/auto|scroll/.test(getComputedStyle(el).overflow)) return el;
    el = el.parentElement;
  }
  return null;
}
