/** The order of PostgreSQL's collation C, which ids have everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
