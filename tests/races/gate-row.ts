import { z } from 'zod';

const countsSchema = z.record(z.string(), z.number());

/** One line of the table of gates. */
export const gateRowSchema = z.object({
  name: z.string(),
  size: z.string(),
  wanted: countsSchema,
  found: countsSchema,
  seconds: z.number(),
  hasPassed: z.boolean(),
});
export type GateRow = Readonly<z.infer<typeof gateRowSchema>>;

const headings = ['gate', 'size', 'found', 'took', ''] as const;

/** What was found, and what was wanted where that is something else. */
export function gateTable(rows: readonly GateRow[]): string {
  const cells = rows.map(({ name, size, wanted, found, seconds, hasPassed }) => [
    name,
    size,
    hasPassed ? inWords(found) : `${inWords(found)}; wanted: ${inWords(wanted)}`,
    `${seconds.toFixed(1)} s`,
    hasPassed ? 'ok' : 'FAILED',
  ]);
  const widths = headings.map((heading, at) => Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string => widths.map((width, at) => (row[at] ?? '').padEnd(width)).join('  ');
  return [line(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)]
    .map((text) => text.trimEnd())
    .join('\n');
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([word, count]) => `${word} ${count.toLocaleString('en')}`)
    .join(', ');
}
