import type { PlannedRow } from '#shared/importing/import-plan.ts';

/**
 * Rows that may be sent beside each other: no row of one lane shares a resource with a row of another, so that within
 * each clash the earlier line still comes first.
 */
export function pushLanes(rows: readonly PlannedRow[], most: number): PlannedRow[][] {
  const groups = [...Map.groupBy(rows, groupFinder(rows)).values()].toSorted((a, b) => b.length - a.length);
  const lanes: PlannedRow[][] = Array.from({ length: Math.min(most, groups.length) }, () => []);
  for (const group of groups) lanes.toSorted((a, b) => a.length - b.length)[0]?.push(...group);
  return lanes;
}

/** Names the group of resources that rows tie together, directly or through others. */
function groupFinder(rows: readonly PlannedRow[]): (row: PlannedRow) => string {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    const parent = parents.get(id) ?? id;
    if (parent === id) return id;
    const top = root(parent);
    parents.set(id, top);
    return top;
  };
  const first = ({ intent }: PlannedRow): string => intent.input.resourceIds[0] ?? '';
  for (const row of rows) for (const id of row.intent.input.resourceIds) parents.set(root(id), root(first(row)));
  return (row) => root(first(row));
}
