import type { Measurement } from '#tests/bench/measurement.ts';

const headings = ['measured', 'median', 'baseline in the same run', 'its median', 'ratio'] as const;

/** The measurements as one table of plain text. A ratio below 1 means less than the baseline. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(toRow);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd();
  return [line(headings), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function toRow({ group, name, value, unit, baseline }: Measurement): readonly string[] {
  const figure = (number: number): string => `${number.toLocaleString('en', { maximumSignificantDigits: 3 })} ${unit}`;
  const beside =
    baseline === null ? ['–', '', ''] : [baseline.name, figure(baseline.value), (value / baseline.value).toFixed(2)];
  return [`${group}: ${name}`, figure(value), ...beside];
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === 2 ? cell.padEnd(width) : cell.padStart(width);
}
