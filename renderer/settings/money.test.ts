import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePrice, priceText } from '#renderer/settings/money.ts';

test('a price is read to the cent, with point or comma', () => {
  expect(parsePrice('12.5', 'EUR')).toBe(1250);
  expect(parsePrice('12,50', 'EUR')).toBe(1250);
  expect(parsePrice('0.29', 'EUR')).toBe(29);
  expect(parsePrice(' 7 ', 'EUR')).toBe(700);
});

test('a currency without cents takes none', () => {
  expect(parsePrice('1200', 'JPY')).toBe(1200);
  expect(parsePrice('12.5', 'JPY')).toBeNull();
  expect(parsePrice('1.250', 'KWD')).toBe(1250);
});

test('what is no price is refused', () => {
  for (const typed of ['', '-1', 'free', '1.234', '1e3', '1.2.3', 'NaN', '∞'])
    expect(parsePrice(typed, 'EUR')).toBeNull();
});

test('what is shown in the field reads back as the same price', () => {
  const anyPrice = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(anyPrice, fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => {
      expect(parsePrice(priceText(minor, currency), currency)).toBe(minor);
    }),
  );
});
