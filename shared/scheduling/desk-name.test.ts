import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deskKind, LONGEST_DESK_NAME, uniqueDeskName } from '#shared/scheduling/desk-name.ts';

test('[DN1] the second desk of a name gets a number, and the first free one is taken', () => {
  expect(uniqueDeskName(' Front desk ', [])).toBe('Front desk');
  expect(uniqueDeskName('Front desk', ['Back office', 'front desk'])).toBe('Front desk 2');
  expect(uniqueDeskName('Front desk', ['Front desk', 'Front desk 3'])).toBe('Front desk 2');
});

test('[DN1] a long name is shortened between whole characters', () => {
  const name = `${'x'.repeat(LONGEST_DESK_NAME - 3)}😀`;
  expect(uniqueDeskName(name, [name])).toBe(`${'x'.repeat(LONGEST_DESK_NAME - 3)} 2`);
});

test('[DN1] whatever names there are, the new one is none of them, and fits', () => {
  const name = fc.string({ minLength: 1, maxLength: LONGEST_DESK_NAME }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(fc.array(name), name, (taken, wanted) => {
      const found = uniqueDeskName(wanted, [...taken, wanted]);
      expect([...taken, wanted]).not.toContain(found);
      expect(found.length).toBeLessThanOrEqual(LONGEST_DESK_NAME);
    }),
  );
});

test('[DN1] the demo and imports are told from computers, numbered too', () => {
  const kinds = ['Demo', 'Import', 'Import 12', 'Front desk', 'Imports', 'Demo room 2'].map(deskKind);
  expect(kinds).toEqual(['demo', 'import', 'import', 'computer', 'computer', 'computer']);
});
