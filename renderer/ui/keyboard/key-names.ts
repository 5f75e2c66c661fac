import type { AppCommand } from '#renderer/ui/keyboard/keymap.ts';

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');
const control = isMac ? '⌘' : 'Ctrl';
const alt = isMac ? '⌥' : 'Alt';

/** The keys of each command as they stand on this computer's keyboard, the usual one first. */
const keys: Readonly<Record<AppCommand, readonly string[]>> = {
  'new-appointment': ['N'],
  'walk-in': ['Shift W'],
  search: [`${control} K`, '/'],
  undo: [`${control} Z`],
  redo: [`${control} Shift Z`, `${control} Y`],
  today: ['T'],
  previous: ['←'],
  next: ['→'],
  'day-view': ['D'],
  'week-view': ['W'],
  'show-timeline': [`${alt} 1`],
  'show-clients': [`${alt} 2`],
  'show-conflicts': [`${alt} 3`],
  'show-import': [`${alt} 4`],
  'show-settings': [`${alt} 5`],
  print: [`${control} P`],
  lock: [`${control} Shift L`],
  'show-shortcuts': ['?'],
  'close-panel': ['Esc'],
};

export function keysOf(command: AppCommand): readonly string[] {
  return keys[command];
}
