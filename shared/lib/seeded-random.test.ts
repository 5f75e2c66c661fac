import { expect, test } from 'vitest';
import { derivedId } from '#shared/lib/derived-id.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { idSchema } from '#shared/lib/text.ts';

test('the same seed gives the same numbers, another seed gives others', () => {
  const draw = (seed: string): number[] => Array.from({ length: 20 }, seededRandom(seed).next);
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('whole numbers reach both ends and nothing outside, about evenly', () => {
  const random = seededRandom('dice');
  const seen = new Map<number, number>();
  for (let at = 0; at < 6_000; at += 1) {
    const face = random.int(1, 6);
    seen.set(face, (seen.get(face) ?? 0) + 1);
  }
  expect([...seen.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('a fork does not depend on how much was drawn before it', () => {
  const fresh = seededRandom('x').fork('names').next();
  const used = seededRandom('x');
  used.next();
  expect(used.fork('names').next()).toBe(fresh);
});

test('a shuffled list keeps every item', () => {
  expect(seededRandom('s').shuffled([1, 2, 3, 4, 5]).toSorted()).toEqual([1, 2, 3, 4, 5]);
});

test('a derived id is a valid id, the same for the same words and another one for others', () => {
  expect(idSchema.safeParse(derivedId('demo', 'room-1')).success).toBe(true);
  expect(derivedId('demo', 'room-1')).toBe(derivedId('demo', 'room-1'));
  expect(derivedId('demo', 'room-1')).not.toBe(derivedId('demo', 'room-2'));
  expect(derivedId('demo', 'room-1')).not.toBe(derivedId('import', 'room-1'));
});
