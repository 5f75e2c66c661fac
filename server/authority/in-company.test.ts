import { setImmediate as turnEnds } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inCompany, MiscountedBatch } from '#server/authority/in-company.ts';

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

test('those who ask in one turn go together, and those who come meanwhile go together after them, in their order', async () => {
  const { ask, batches } = recorded();
  const early = [0, 2].map((item) => ask('a', item));
  expect(batches).toEqual([]);
  await turnEnds();
  const late = [4, 6].map((item) => ask('a', item));
  await turnEnds();
  expect(batches.map(({ items }) => items)).toEqual([[0, 2]]);
  batches[0]?.end();
  expect(await Promise.all(early)).toEqual(['a0', 'a2']);
  await turnEnds();
  expect(batches.map(({ items }) => items)).toEqual([
    [0, 2],
    [4, 6],
  ]);
  batches[1]?.end();
  expect(await Promise.all(late)).toEqual(['a4', 'a6']);
});

test('keys do not wait for each other, a batch holds no more than it may, and one failure is its own', async () => {
  const { ask, batches } = recorded({ most: 2 });
  const results = Promise.allSettled([1, 2, 4].map((item) => ask('a', item)));
  const other = ask('b', 8);
  await turnEnds();
  expect(batches.map(({ key }) => key)).toEqual(['a', 'b']);
  for (const at of [0, 1, 2]) {
    batches[at]?.end();
    await turnEnds();
    await turnEnds();
  }
  expect(batches.map(({ items }) => items)).toEqual([[1, 2], [8], [4]]);
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(await other).toBe('b8');
});

test('as many batches are under way as may be, and whoever asks after all of them ended is served', async () => {
  const { ask, batches } = recorded({ atOnce: 2 });
  for (const item of [0, 2, 4]) {
    void ask('a', item);
    await turnEnds();
  }
  expect(batches.map(({ items }) => items)).toEqual([[0], [2]]);
  for (const at of [0, 1, 2]) {
    batches[at]?.end();
    await turnEnds();
    await turnEnds();
  }
  const last = ask('a', 6);
  await turnEnds();
  batches.at(-1)?.end();
  expect(await last).toBe('a6');
});

test.each([
  { what: 'fewer', answers: (count: number) => count - 1 },
  { what: 'more', answers: (count: number) => count + 1 },
])(
  '[PS7] where a batch has $what answers than items, each of those who wait is told, and nothing fails unheard',
  async ({ answers }) => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => void unheard.push(error);
    process.on('unhandledRejection', hear);
    let isMiscounting = true;
    const ask = inCompany<number, string>({
      ...{ most: 100, atOnce: 1, sizeOf: () => 1 },
      work: async (_key, items) => {
        if (!isMiscounting) return items.map(String);
        // What is decided on its own fails after the batch has, when nobody can be told any more.
        return Array.from({ length: answers(items.length) }, async () => {
          await turnEnds();
          throw new Error('late');
        });
      },
    });
    try {
      const settled = await Promise.allSettled([0, 2, 4].map((item) => ask('a', item)));
      const reasons = settled.map((one) => (one.status === 'rejected' ? one.reason : one.value));
      expect(reasons).toEqual([0, 1, 2].map(() => new MiscountedBatch(3, answers(3))));
      for (const reason of reasons) expect(reason).toBeInstanceOf(MiscountedBatch);
      isMiscounting = false;
      expect(await ask('a', 6)).toBe('6');
      await turnEnds();
      expect(unheard).toEqual([]);
    } finally {
      process.off('unhandledRejection', hear);
    }
  },
);
