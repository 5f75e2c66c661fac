import { expect, test, vi } from 'vitest';
import { muteAdvertisement } from '#renderer/replica/database/mute-advertisement.ts';

test('[F24] the advertisement of the storage stays off the console, and nothing else does', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const before = console.warn;
  muteAdvertisement();
  console.warn('something else', 1);
  console.warn('-------------- RxDB Open Core RxStorage -------------------------------\nYou are using …');
  expect(warn.mock.calls).toEqual([['something else', 1]]);
  expect(console.warn).toBe(before);
});
