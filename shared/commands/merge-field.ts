/** Two people's texts, both kept: what is there now, then what the late desk wrote. */
export function mergeNotes(current: string, was: string, wanted: string): string {
  const added = wanted.startsWith(was) ? wanted.slice(was.length).trim() : wanted.trim();
  return added === '' || current.includes(added) ? current : `${current.trimEnd()}\n${added}`.trimStart();
}

/** Structural equality of JSON values. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
}
