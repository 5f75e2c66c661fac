import { expect, test } from 'vitest';
import { zoneChoices } from '#renderer/timeline/zone-choices.ts';

const listed = ['America/Denver', 'America/New_York', 'Asia/Calcutta', 'Asia/Tokyo', 'Europe/Berlin', 'Europe/Moscow'];

test('a zone is found by a part of its name, those whose city begins with it first', () => {
  expect(zoneChoices('new y', listed)).toEqual(['America/New_York']);
  expect(zoneChoices('mo', ['Africa/Mogadishu', ...listed])).toEqual(['Africa/Mogadishu', 'Europe/Moscow']);
  expect(zoneChoices('enve', listed)[0]).toBe('America/Denver');
});

test('names that are not listed are found too, and stay as they were typed', () => {
  expect(zoneChoices('kolk', listed)).toEqual(['Asia/Kolkata']);
  expect(zoneChoices('atikokan', listed)).toEqual(['America/Atikokan']);
  expect(zoneChoices('US/Eastern', listed)).toEqual(['US/Eastern']);
});

test('a fixed offset is no zone', () => {
  expect(['+02:00', 'UTC+2', 'GMT-5', 'Etc/Nowhere'].flatMap((typed) => zoneChoices(typed, listed))).toEqual([]);
});
