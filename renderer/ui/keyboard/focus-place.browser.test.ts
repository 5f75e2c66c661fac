import { expect, test } from 'vitest';
import { focusPlace } from '#renderer/ui/keyboard/focus-place.ts';

test('a key that has closed what it was pressed in means nothing to the page behind it', () => {
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  const radio = document.createElement('input');
  radio.type = 'radio';
  dialog.append(radio);
  document.body.append(dialog);
  expect(focusPlace(radio)).toBe('field');
  // As a question is taken off the screen before the key has reached the window.
  radio.remove();
  expect(focusPlace(radio)).toBe('field');
  document.body.append(radio);
  expect(focusPlace(radio)).toBe('control');
  dialog.remove();
  radio.remove();
});
