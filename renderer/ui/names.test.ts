import { expect, test } from 'vitest';
import { inkOn, initials } from '#renderer/ui/initials.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

test('initials are whole letters in any script', () => {
  const names = [
    'Ana Torres',
    'Dr. Katharina Vogel',
    '王小明',
    'خالد شاهين',
    'Đức',
    'Мария Иванова',
    '👩‍⚕️ Nurse Joy',
    '',
    '123',
  ];
  expect(names.map(initials)).toEqual(['AT', 'KV', '王', 'خ', 'Đ', 'МИ', 'NJ', '', '']);
});

test('ink stands out on any colour', () => {
  expect([inkOn('#ffffff'), inkOn('#fab005'), inkOn('#1971c2'), inkOn('#000000')]).toEqual([
    '#1a212c',
    '#1a212c',
    '#ffffff',
    '#ffffff',
  ]);
});

test('a name cannot turn the text beside it around', () => {
  expect(withoutOverrides('Ann\u202etxet')).toBe('Anntxet');
});
