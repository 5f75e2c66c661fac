import type { MenuCommand } from '#shared/desktop/desktop-api.ts';

/** Everything that a key or the native menu can ask of the app. */
export type AppCommand = MenuCommand | 'show-shortcuts' | 'close-panel';

export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

/** Where the focus is: plain keys belong to a text field, arrows to any control, Escape to a menu that is open. */
export type FocusPlace = 'page' | 'control' | 'popup' | 'field';

const plain: Readonly<Record<string, AppCommand>> = {
  n: 'new-appointment',
  '/': 'search',
  t: 'today',
  d: 'day-view',
  w: 'week-view',
  '?': 'show-shortcuts',
};
const onPage: Readonly<Record<string, AppCommand>> = {
  arrowleft: 'previous',
  arrowright: 'next',
};
const withControl: Readonly<Record<string, AppCommand>> = {
  k: 'search',
  z: 'undo',
  y: 'redo',
  p: 'print',
};
const screensByDigit: Readonly<Record<string, AppCommand>> = {
  '1': 'show-timeline',
  '2': 'show-clients',
  '3': 'show-conflicts',
  '4': 'show-import',
  '5': 'show-settings',
};

/** What this key press means with the focus there; null leaves it to the browser. */
export function commandForKey(press: KeyPress, focus: FocusPlace): AppCommand | null {
  const key = press.key.toLowerCase();
  if (press.ctrlKey || press.metaKey) return press.altKey ? null : controlCommand(key, press, focus);
  if (press.altKey) return screensByDigit[key] ?? null;
  if (focus === 'field') return null;
  if (key === 'escape') return focus === 'popup' ? null : 'close-panel';
  if (press.shiftKey && key === 'w') return 'walk-in';
  if (press.shiftKey && key !== '?') return null;
  return plain[key] ?? (focus === 'page' ? onPage[key] : undefined) ?? null;
}

// In a field Ctrl+Z undoes typing, as everywhere; the search opens from anywhere.
function controlCommand(key: string, { shiftKey }: KeyPress, focus: FocusPlace): AppCommand | null {
  if (key === 'z' && shiftKey) return focus === 'field' ? null : 'redo';
  if (key === 'l' && shiftKey) return 'lock';
  if (shiftKey) return null;
  const isEditing = key === 'z' || key === 'y';
  return isEditing && focus === 'field' ? null : (withControl[key] ?? null);
}
