import { describe, expect, test } from 'vitest';
import { createCommandBus } from '#renderer/ui/keyboard/command-bus.ts';
import { commandForKey, type FocusPlace, type KeyPress } from '#renderer/ui/keyboard/keymap.ts';

function press(keys: string): KeyPress {
  const parts = keys.split('+');
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

const on = (keys: string, focus: FocusPlace = 'page') => commandForKey(press(keys), focus);

describe('keys', () => {
  test('one key does one thing', () => {
    const table = [
      'n',
      'Shift+W',
      '/',
      'Ctrl+k',
      'Meta+k',
      't',
      'd',
      'w',
      'Shift+?',
      '?',
      'Ctrl+z',
      'Ctrl+Shift+Z',
      'Ctrl+y',
    ];
    expect(table.map((keys) => on(keys))).toEqual([
      'new-appointment',
      'walk-in',
      'search',
      'search',
      'search',
      'today',
      'day-view',
      'week-view',
      'show-shortcuts',
      'show-shortcuts',
      'undo',
      'redo',
      'redo',
    ]);
  });

  test('typing in a field is never a shortcut, and undo there undoes typing', () => {
    const keys = ['n', 'Shift+W', '/', 't', 'd', '?', 'ArrowLeft', 'Ctrl+z', 'Ctrl+Shift+Z', 'Ctrl+y', 'Escape'];
    expect(keys.filter((one) => on(one, 'field') !== null)).toEqual([]);
  });

  test('search opens from a field too', () => {
    expect(on('Ctrl+k', 'field')).toBe('search');
  });

  test('arrows turn the days only where no control needs them', () => {
    expect([on('ArrowLeft'), on('ArrowRight')]).toEqual(['previous', 'next']);
    expect([on('ArrowLeft', 'control'), on('Alt+ArrowLeft'), on('Ctrl+Alt+ArrowLeft')]).toEqual([null, null, null]);
  });

  test('Escape closes the panel from a visit or any other control, but a menu first', () => {
    expect((['page', 'control', 'popup', 'field'] as const).map((focus) => on('Escape', focus))).toEqual([
      'close-panel',
      'close-panel',
      null,
      null,
    ]);
  });

  test("the browser's own combinations stay its own", () => {
    const keys = ['Ctrl+t', 'Ctrl+w', 'Ctrl+n', 'Ctrl+r', 'Ctrl+Shift+T', 'F5', 'Tab'];
    expect(keys.filter((one) => on(one) !== null)).toEqual([]);
  });
});

describe('command bus', () => {
  test('the last to come answers first; one that declines passes the command on', () => {
    const bus = createCommandBus();
    const calls: string[] = [];
    bus.handle('undo', () => void calls.push('first'));
    const leave = bus.handle('undo', () => {
      calls.push('second');
      return false;
    });
    expect(bus.dispatch('undo')).toBe(true);
    leave();
    bus.dispatch('undo');
    expect(calls).toEqual(['second', 'first', 'first']);
  });

  test('a command that nobody handles is left to the browser', () => {
    expect(createCommandBus().dispatch('print')).toBe(false);
  });
});
