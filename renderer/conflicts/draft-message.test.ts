import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import {
  draftMessage,
  mailLink,
  type Message,
  type MessageKind,
  messageLanguages,
  smsLink,
} from '#renderer/conflicts/draft-message.ts';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

const ms = Date.parse;
const message = (overrides: Partial<Message> = {}): Message => ({
  kind: 'other-time',
  clientName: 'Ana Torres',
  clinic: 'Linden Clinic',
  service: 'Check-up',
  from: instant(ms('2026-03-28T09:00:00Z')),
  // The clocks of Berlin go forward between the two.
  to: instant(ms('2026-03-30T09:00:00Z')),
  zone: 'Europe/Berlin' as ZoneId, // A zone that every runtime knows.
  instead: '',
  ...overrides,
});
const draft = (overrides: Partial<Message>, language: 'en' | 'zh' = 'en') =>
  draftMessage(message(overrides), i18next.getFixedT(language), language);

beforeAll(() => {
  globalThis.document ??= { documentElement: { lang: '' } } as Document; // All that it is asked for.
  startI18n('en');
});

test('a new time is told with the old one, both by the clock of the location', () => {
  expect(draft({})).toBe(
    'Hello Ana Torres,\n\nWe are sorry: your appointment (Check-up) on Saturday 28 March 2026, 10:00 cannot take place ' +
      'then. The new time is Monday 30 March 2026, 11:00.\n\nReply or call us if this does not suit you.\nLinden Clinic',
  );
});

test('in Chinese everything is Chinese, the dates too', () => {
  expect(draft({}, 'zh')).toContain('2026年3月28日星期六 10:00');
  expect(draft({}, 'zh')).toContain('2026年3月30日星期一 11:00');
});

test('every outcome has words of its own in both languages, with nothing left to fill in', () => {
  const kinds: readonly MessageKind[] = [
    'as-wanted',
    'other-room',
    'other-practitioner',
    'other-equipment',
    'other-resources',
    'other-time',
    'cancelled',
    'waiting',
  ];
  const texts = messageLanguages.flatMap((language) =>
    kinds.map((kind) => draft({ kind, instead: 'Room 2' }, language)),
  );
  expect(new Set(texts).size).toBe(16);
  for (const text of texts) expect(text).not.toMatch(/\{\{|conflicts\.|undefined/);
});

test('another time with somebody else names both', () => {
  expect(draft({ instead: 'Dr. Okafor' })).toContain('11:00, with Dr. Okafor.');
});

test('links are made only of what is an address or a number, and no text adds a field of its own', () => {
  expect(mailLink('ana@example.org', 'A & B', 'one\ntwo')).toBe(
    'mailto:ana@example.org'.replace('@', '%40') + '?subject=A%20%26%20B&body=one%0D%0Atwo',
  );
  expect(mailLink('a@b?bcc=c@d', '', '')).toBeNull();
  expect(mailLink('', '', '')).toBeNull();
  expect(smsLink('+49 (30) 555-01', 'x&y')).toBe('sms:+493055501?body=x%26y');
  expect(smsLink('none', '')).toBeNull();
});
