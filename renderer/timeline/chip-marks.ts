import type { Board } from '#renderer/timeline/board.tsx';

/**
 * Marks the chips of the selected visit and of the one in hand. A chip reads its marks when it is drawn; what changes
 * afterwards is written here, so that hundreds of chips need not listen.
 */
export function keepMarks({ selected, drag }: Board, root: HTMLElement): () => void {
  let selectedId = selected.get();
  let heldId = drag.held.get()?.appointment.id ?? null;
  const stopSelected = selected.subscribe(() => {
    move(root, 'selected', selectedId, selected.get());
    selectedId = selected.get();
  });
  const stopHeld = drag.held.subscribe(() => {
    const next = drag.held.get()?.appointment.id ?? null;
    move(root, 'held', heldId, next);
    heldId = next;
  });
  return () => {
    stopSelected();
    stopHeld();
  };
}

function move(root: HTMLElement, mark: 'selected' | 'held', from: string | null, to: string | null): void {
  if (from === to) return;
  for (const chip of chipsOf(root, from)) delete chip.dataset[mark];
  for (const chip of chipsOf(root, to)) chip.dataset[mark] = 'true';
}

function chipsOf(root: HTMLElement, appointmentId: string | null): readonly HTMLElement[] {
  if (appointmentId === null) return [];
  return [...root.querySelectorAll<HTMLElement>(`.tl-chip[data-visit-id="${CSS.escape(appointmentId)}"]`)];
}
