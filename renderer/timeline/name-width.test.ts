import { expect, test } from 'vitest';
import { longestPieceEm } from '#renderer/timeline/name-width.ts';

test('the longest word of a name decides, not the whole of it', () => {
  expect(longestPieceEm('Greta Reinhardt')).toBe(longestPieceEm('Reinhardt'));
  expect(longestPieceEm('Anna-Lena Ott')).toBe(longestPieceEm('Anna'));
});

test('narrow letters count less than wide ones', () => {
  expect(longestPieceEm('Illji')).toBeLessThan(longestPieceEm('Wommw'));
});

test('Chinese, Japanese and Korean names break anywhere', () => {
  expect(longestPieceEm('欧阳雨桐')).toBe(2);
  expect(longestPieceEm('김서연')).toBe(2);
});

test('marks that lie on a letter take no room', () => {
  expect(longestPieceEm('Zoe\u0301zoezoe')).toBe(longestPieceEm('Zoezoezoe'));
});

test('nobody has a width, too', () => {
  expect(longestPieceEm('')).toBe(2);
});
