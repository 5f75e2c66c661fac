import { expect, test } from 'vitest';
import { componentTree } from '#shared/calendars/component-tree.ts';

const lines = (count: number, line: string): readonly string[] => Array.from({ length: count }, () => line);

test('[IC12] a file of BEGINs that nothing ends is read in one go', () => {
  const { roots, problems } = componentTree([...lines(60_000, 'BEGIN:A'), ...lines(60_000, 'END:B')].join('\n'));
  expect(roots).toHaveLength(1);
  expect(problems.filter(({ code }) => code === 'end-without-begin')).toHaveLength(60_000);
});

test('[IC12] what is not ended is closed by the end of what it is in, also under the same name', () => {
  const { roots, problems } = componentTree('BEGIN:A\nBEGIN:B\nBEGIN:B\nEND:B\nEND:A\nEND:B\n');
  const inner = { name: 'B', components: [] };
  expect(roots).toMatchObject([{ name: 'A', components: [{ name: 'B', components: [inner] }] }]);
  expect(problems.map(({ code }) => code)).toEqual(['unclosed-component', 'end-without-begin']);
});
