import { isCopy } from '#renderer/timeline/landing.ts';
import type { Board } from '#renderer/timeline/board.tsx';

/**
 * Listens to the keys that change what a drag means: Escape lets go of it, Ctrl makes a copy of it.
 * @returns a function that stops listening.
 */
export function watchHand(board: Board, root: HTMLElement): () => void {
  let isDown = false;

  const onPointerDown = (): void => {
    isDown = true;
  };
  const onPointerUp = (): void => {
    isDown = false;
  };
  const onMouseMove = (event: MouseEvent): void => {
    const isCopying = isCopy(event);
    const isMoving = board.drag.held.get()?.gesture === 'move';
    if (isMoving && board.drag.isCopying.get() !== isCopying) board.drag.setCopying(isCopying);
  };
  const onKey = (event: KeyboardEvent): void => {
    const isModifier = event.key === 'Control' || event.key === 'Meta';
    if (isModifier && board.drag.held.get()?.gesture === 'move') board.drag.setCopying(event.type === 'keydown');
    if (event.type !== 'keydown' || event.key !== 'Escape' || !isDown) return;
    event.preventDefault();
    event.stopPropagation();
    isDown = false;
    board.drag.isCancelled = true;
    letGo();
    swallowClick();
  };

  const stopMarking = board.drag.isCopying.subscribe(() => {
    root.toggleAttribute('data-copying', board.drag.isCopying.get());
  });
  root.addEventListener('pointerdown', onPointerDown, true);
  root.addEventListener('mousedown', pressWithoutCtrl, true);
  window.addEventListener('mousemove', onMouseMove, true);
  window.addEventListener('pointerup', onPointerUp, true);
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keyup', onKey, true);
  return () => {
    stopMarking();
    root.removeEventListener('pointerdown', onPointerDown, true);
    root.removeEventListener('mousedown', pressWithoutCtrl, true);
    window.removeEventListener('mousemove', onMouseMove, true);
    window.removeEventListener('pointerup', onPointerUp, true);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onKey, true);
  };
}

// The calendar takes a press with Ctrl for the other button's, as it is on a Mac, and would let nobody begin a copy with
// Ctrl already down.
function pressWithoutCtrl(event: MouseEvent): void {
  if (!event.ctrlKey || event.button !== 0 || navigator.platform.startsWith('Mac')) return;
  event.stopImmediatePropagation();
  const { clientX, clientY, screenX, screenY, detail, buttons } = event;
  const place = { clientX, clientY, screenX, screenY, detail, buttons };
  event.target?.dispatchEvent(new MouseEvent('mousedown', { ...place, bubbles: true, cancelable: true }));
}

// The calendar has no way to cancel a drag. Told that the mouse left every row and was released there, it does so
// itself, with its own way of bringing the chip back.
function letGo(): void {
  const away = { bubbles: true, clientX: -100_000, clientY: -100_000 };
  document.dispatchEvent(new MouseEvent('mousemove', away));
  document.dispatchEvent(new MouseEvent('mouseup', away));
}

// The real release still comes, and would open the visit as a click.
function swallowClick(): void {
  const swallow = (event: Event): void => event.stopPropagation();
  const onUp = (): void => {
    setTimeout(() => window.removeEventListener('click', swallow, true), 0);
  };
  window.addEventListener('click', swallow, true);
  window.addEventListener('mouseup', onUp, { once: true, capture: true });
}
