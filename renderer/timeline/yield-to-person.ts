const acts = ['pointerdown', 'keydown', 'wheel'] as const;

/**
 * What a person does next outranks what they asked for before and is still being drawn.
 * @returns whether anything was done by hand since; once it was, nothing is listened for any more.
 */
export function watchForAct(): () => boolean {
  const acted = new AbortController();
  const options = { capture: true, passive: true, signal: acted.signal };
  for (const act of acts) window.addEventListener(act, () => acted.abort(), options);
  return () => acted.signal.aborted;
}

/** Somebody is in a field: the focus is not taken out of it, or what they type next would go elsewhere. */
export function isWriting(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLElement && (field.matches('input, textarea, select') || field.isContentEditable);
}
