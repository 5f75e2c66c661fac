/** How high a row with one level of chips may be, in pixels: the largest with which all rows fit, else the smallest. */
export const rowSteps = [52, 64, 76, 96] as const;
export type RowStep = (typeof rowSteps)[number];
/** Chips of a week are too narrow to make use of more. */
const HIGHEST = { day: 96, week: 64 } as const;

/** Above and below the chips of a row; the pixel below each chip counts with the chip. */
const AROUND_PX = 9;
const LINE_PX = 1;
const GROUP_PX = 31;

export type RowsToFit = {
  readonly rows: number;
  /** Over all rows, how many chips lie on top of each other where most do; at least one a row. */
  readonly levels: number;
  readonly groups: number;
  readonly span: keyof typeof HIGHEST;
};

export function rowStepFor({ rows, levels, groups, span }: RowsToFit, availablePx: number): RowStep {
  const fits = (step: RowStep): boolean =>
    step <= HIGHEST[span] && rows * (AROUND_PX + LINE_PX) + levels * levelPx(step) + groups * GROUP_PX <= availablePx;
  return rowSteps.findLast(fits) ?? rowSteps[0];
}

/** A chip and the pixel below it. */
export function levelPx(step: RowStep): number {
  return step - AROUND_PX;
}

/** How many of these lie on top of each other where most do: half-open, so that neighbours share a level. */
export function stackDepth(spans: readonly { readonly start: number; readonly end: number }[]): number {
  const edges = spans.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  let depth = 0;
  let deepest = 0;
  for (const { by } of edges) {
    depth += by;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
