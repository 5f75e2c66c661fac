/** A field of what came over the wire; undefined where there is none. */
export function valueOf(input: unknown, key: string): unknown {
  if (typeof input !== 'object' || input === null) return undefined;
  return Object.entries(input).find(([name]) => name === key)?.[1];
}

/** A text field of what came over the wire; null where there is none. */
export function stringOf(input: unknown, key: string): string | null {
  const value = valueOf(input, key);
  return typeof value === 'string' ? value : null;
}
