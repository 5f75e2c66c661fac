import { expect, test } from 'vitest';
import { inCompany } from '#server/authority/in-company.ts';

type Batch = { readonly key: string; readonly items: readonly number[]; readonly end: () => void };

/** Batches that end when they are told to; an odd item fails. */
function recorded(options: { readonly most?: number; readonly atOnce?: number } = {}) {
  const batches: Batch[] = [];
  const ask = inCompany<number, string>({
    most: options.most ?? 100,
    atOnce: options.atOnce ?? 1,
    sizeOf: () => 1,
    work: async (key, items) => {
      await new Promise<void>((resolve) => batches.push({ key, items, end: resolve }));
      return items.map(async (item) => {
        if (item % 2 === 1) throw new Error(String(item));
        return `${key}${item}`;
      });
    },
  });
  return { ask, batches };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

test('whoever comes first does not wait, and those who come meanwhile go together in their order', async () => {
  const { ask, batches } = recorded();
  const results = [0, 2, 4].map((item) => ask('a', item));
  expect(batches.map(({ items }) => items)).toEqual([[0]]);
  batches[0]?.end();
  await settled();
  expect(batches.map(({ items }) => items)).toEqual([[0], [2, 4]]);
  batches[1]?.end();
  expect(await Promise.all(results)).toEqual(['a0', 'a2', 'a4']);
});

test('keys do not wait for each other, a batch holds no more than it may, and one failure is its own', async () => {
  const { ask, batches } = recorded({ most: 2 });
  const results = Promise.allSettled([0, 1, 2, 4].map((item) => ask('a', item)));
  const other = ask('b', 8);
  expect(batches.map(({ key }) => key)).toEqual(['a', 'b']);
  for (let at = 0; at < 4; at += 1) {
    batches[at]?.end();
    await settled();
  }
  expect(batches.map(({ items }) => items)).toEqual([[0], [8], [1, 2], [4]]);
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await other).toBe('b8');
});

test('as many batches are under way as may be', () => {
  const { ask, batches } = recorded({ atOnce: 2 });
  for (const item of [0, 2, 4]) void ask('a', item);
  expect(batches.map(({ items }) => items)).toEqual([[0], [2]]);
});
