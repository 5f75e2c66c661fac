import { describe, expect, test } from 'vitest';
import {
  formatPlace,
  initialShellState,
  parsePlace,
  reduceShell,
  type ShellAction,
  type ShellState,
} from '#renderer/ui/shell/shell-state.ts';

const start = initialShellState({ screen: 'timeline', subject: '' });
const after = (...actions: readonly ShellAction[]): ShellState => actions.reduce(reduceShell, start);
const go = (screen: 'timeline' | 'clients'): ShellAction => ({ type: 'go', place: { screen, subject: '' } });
const book: ShellAction = { type: 'open', panel: { kind: 'booking', draft: {} } };
const inspect: ShellAction = { type: 'open', panel: { kind: 'inspector', appointmentId: 'a' } };

describe('shell', () => {
  test('a booking opens with the timeline in sight, from any screen', () => {
    expect(after(go('clients'), book)).toMatchObject({ place: { screen: 'timeline' }, panel: { kind: 'booking' } });
  });

  test('an inspector opens beside the screen that asked for it', () => {
    expect(after(go('clients'), inspect).place.screen).toBe('clients');
  });

  test('a half-typed booking waits while its person looks something up', () => {
    expect(after(book, go('clients')).panel?.kind).toBe('booking');
    expect(after(book, go('clients'), go('timeline')).panelNonce).toBe(1);
  });

  test('an inspector closes with the screen that it belongs to', () => {
    expect(after(inspect, go('clients')).panel).toBeNull();
  });

  test('each opening is a new form', () => {
    expect(after(book, book).panelNonce).toBe(2);
  });

  test('a form that is saved late closes itself, and not the one that was opened meanwhile', () => {
    expect(after(book, { type: 'close', opening: 1 }).panel).toBeNull();
    expect(after(book, book, { type: 'close', opening: 1 }).panel?.kind).toBe('booking');
    expect(after(book, book, { type: 'close' }).panel).toBeNull();
  });
});

describe('address', () => {
  test('a place reads back as it was written', () => {
    for (const place of [
      { screen: 'clients', subject: 'c1' },
      { screen: 'clients', subject: `new?${encodeURIComponent('Ana / Óscar #1')}` },
      { screen: 'settings', subject: 'services' },
      { screen: 'timeline', subject: '' },
    ] as const) {
      expect(parsePlace(formatPlace(place))).toEqual(place);
    }
  });

  test('an address that means nothing is the timeline', () => {
    for (const hash of ['', '#', '#/nowhere', '#/__proto__', '#/constructor/x']) {
      expect(parsePlace(hash)).toEqual({ screen: 'timeline', subject: '' });
    }
  });
});
