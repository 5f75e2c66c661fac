import { chipElement, eventIdAt } from '#renderer/timeline/chip-elements.ts';

/**
 * A chip that has the focus may be drawn anew at any time, by an answer of the server or of another desk; the focus
 * stays with the visit, or the next key would go nowhere. Whoever takes it elsewhere has it there.
 * @returns a function that stops keeping it.
 */
export function keepFocus(root: HTMLElement): () => void {
  let eventId: string | null = null;
  const stopped = new AbortController();
  const options = { capture: true, signal: stopped.signal };
  document.addEventListener('focusin', ({ target }) => (eventId = eventIdAt(target)), options);
  document.addEventListener('pointerdown', () => (eventId = null), options);
  const observer = new MutationObserver(() => {
    if (eventId === null || document.activeElement !== document.body) return;
    chipElement(root, eventId)?.focus({ preventScroll: true });
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    stopped.abort();
    observer.disconnect();
  };
}
