import type { FocusPlace } from '#renderer/ui/keyboard/keymap.ts';

const FIELDS =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable="true"], [role="combobox"], [role="textbox"]';
const CONTROLS =
  'button, a[href], input, [role="button"], [role="menu"], [role="menuitem"], [role="dialog"], [role="tab"], [role="radio"], [role="option"], [role="listbox"], [role="slider"], [role="grid"], [tabindex="0"]';
const POPUPS = '[role="menu"], [role="dialog"], [role="listbox"]';

/** Which keys the element with the focus needs for itself. */
export function focusPlace(target: EventTarget | null): FocusPlace {
  if (!(target instanceof Element)) return 'page';
  // The key has just closed the dialog or the menu that it was pressed in: it is spent.
  if (!target.isConnected) return 'field';
  // Inside a dialog the shortcuts of the page behind it would act on what nobody sees.
  if (target.closest(FIELDS) !== null || target.closest('[role="dialog"][aria-modal="true"]') !== null) return 'field';
  if (target.closest(POPUPS) !== null) return 'popup';
  return target.closest(CONTROLS) === null ? 'page' : 'control';
}
