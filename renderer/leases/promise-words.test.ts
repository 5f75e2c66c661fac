import { expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { parseZone } from '#shared/time/zone.ts';
import { untilWords } from '#renderer/leases/promise-words.ts';
import { at } from '#tests/builders/clinic.ts';

const zone = must(parseZone('Europe/Berlin'), 'zone');

test('[LE10] until when time is kept is said in the zone of the location, with the day where it is another one', () => {
  const moment = { now: at('09:00'), zone, language: 'en-GB' };
  expect(untilWords(at('17:30'), moment)).toBe('18:30');
  expect(untilWords(at('23:00'), moment)).toBe('24 Nov, 00:00');
  expect(untilWords(at('23:00'), { ...moment, language: 'en' })).toBe('24 Nov, 00:00');
  expect(untilWords(at('23:00'), { ...moment, language: 'zh-CN' })).toBe('11月24日, 00:00');
});
