import { must } from '#shared/lib/must.ts';

/**
 * A B+ tree of half-open intervals, ordered by start, in which every node knows the latest end below each of its
 * children. A look-up walks only into children that begin before the window ends and end after it begins.
 *
 * Build from sorted input O(n); insert and remove O(log n); look-up O(log n + found). Numbers are kept apart from
 * values in typed arrays, so that a look-up reads memory in order and touches no object that it does not return.
 */
const FANOUT = 32;

type Node<Value> = {
  size: number;
  /** Start of each entry, or the earliest start below each child. */
  readonly starts: Float64Array;
  /** End of each entry, or the latest end below each child. */
  readonly ends: Float64Array;
  readonly values: Value[] | null;
  readonly children: Node<Value>[] | null;
};

export type IntervalEntry<Value> = { readonly start: number; readonly end: number; readonly value: Value };

export class IntervalIndex<Value> {
  #root: Node<Value> = emptyLeaf();
  #size = 0;

  /** @param entries in any order. */
  static from<Value>(entries: readonly IntervalEntry<Value>[]): IntervalIndex<Value> {
    const index = new IntervalIndex<Value>();
    if (entries.length === 0) return index;
    index.#root = bulkLoad(entries.toSorted((a, b) => a.start - b.start));
    index.#size = entries.length;
    return index;
  }

  get size(): number {
    return this.#size;
  }

  insert(start: number, end: number, value: Value): void {
    const split = insertInto(this.#root, { start, end, value });
    if (split !== null) this.#root = parentOf([this.#root, split]);
    this.#size += 1;
  }

  /** Removes one entry with this start and value. @returns whether there was one. */
  remove(start: number, value: Value): boolean {
    const isRemoved = removeFrom(this.#root, start, value);
    if (!isRemoved) return false;
    this.#size -= 1;
    while (this.#root.children !== null && this.#root.size === 1)
      this.#root = must(this.#root.children[0], 'only child');
    if (this.#root.size === 0) this.#root = emptyLeaf();
    return true;
  }

  /** The values whose intervals share time with [start, end), in order of their starts. */
  overlapping(start: number, end: number): Value[] {
    const found: Value[] = [];
    collect(this.#root, start, end, found);
    return found;
  }

  /** Whether anything shares time with [start, end). */
  hasOverlap(start: number, end: number): boolean {
    return touches(this.#root, start, end);
  }
}

function collect<Value>(node: Node<Value>, start: number, end: number, found: Value[]): void {
  const { size, starts, ends, values, children } = node;
  for (let at = 0; at < size && (starts[at] as number) < end; at += 1) {
    // The casts above and below: a typed array has a number at every position below its size.
    if ((ends[at] as number) <= start) continue;
    if (values !== null) found.push(values[at] as Value);
    else if (children !== null) collect(children[at] as Node<Value>, start, end, found);
  }
}

function touches<Value>({ size, starts, ends, children }: Node<Value>, start: number, end: number): boolean {
  for (let at = 0; at < size && (starts[at] as number) < end; at += 1) {
    if ((ends[at] as number) <= start) continue;
    if (children === null || touches(children[at] as Node<Value>, start, end)) return true;
  }
  return false;
}

/** @returns the new right-hand sibling when the node had to be split. */
function insertInto<Value>(node: Node<Value>, entry: IntervalEntry<Value>): Node<Value> | null {
  if (node.values !== null) {
    openGap(node, upperBound(node, entry.start), entry, entry.value);
    return node.size === FANOUT ? split(node) : null;
  }
  const at = Math.max(0, upperBound(node, entry.start) - 1);
  const child = must(node.children?.[at], 'child');
  const sibling = insertInto(child, entry);
  summarise(node, at, child);
  if (sibling === null) return null;
  const span = { start: must(sibling.starts[0], 'start'), end: latestEnd(sibling) };
  openGap(node, at + 1, span, sibling);
  return node.size === FANOUT ? split(node) : null;
}

function removeFrom<Value>(node: Node<Value>, start: number, value: Value): boolean {
  for (
    let at = Math.max(0, lowerBound(node, start) - 1);
    at < node.size && (node.starts[at] as number) <= start;
    at += 1
  ) {
    if (node.values !== null) {
      if (node.starts[at] !== start || node.values[at] !== value) continue;
      closeGap(node, at);
      return true;
    }
    const child = must(node.children?.[at], 'child');
    if (!removeFrom(child, start, value)) continue;
    if (child.size === 0) closeGap(node, at);
    else summarise(node, at, child);
    return true;
  }
  return false;
}

/** The first position whose start is not before `start`. */
function lowerBound({ starts, size }: Node<unknown>, start: number): number {
  let at = 0;
  while (at < size && (starts[at] as number) < start) at += 1;
  return at;
}

/** The first position whose start is after `start`. */
function upperBound({ starts, size }: Node<unknown>, start: number): number {
  let at = 0;
  while (at < size && (starts[at] as number) <= start) at += 1;
  return at;
}

type Span = { readonly start: number; readonly end: number };

function openGap<Value>(node: Node<Value>, at: number, { start, end }: Span, item: Value | Node<Value>): void {
  node.starts.copyWithin(at + 1, at, node.size);
  node.ends.copyWithin(at + 1, at, node.size);
  node.starts[at] = start;
  node.ends[at] = end;
  // A leaf holds values and an inner node holds nodes; the caller passes what fits.
  (items(node) as (Value | Node<Value>)[]).splice(at, 0, item);
  node.size += 1;
}

function closeGap<Value>(node: Node<Value>, at: number): void {
  node.starts.copyWithin(at, at + 1, node.size);
  node.ends.copyWithin(at, at + 1, node.size);
  items(node).splice(at, 1);
  node.size -= 1;
}

function items<Value>(node: Node<Value>): Value[] | Node<Value>[] {
  return node.values ?? must(node.children, 'children');
}

function summarise<Value>(node: Node<Value>, at: number, child: Node<Value>): void {
  node.starts[at] = must(child.starts[0] ?? 0, 'start');
  node.ends[at] = latestEnd(child);
}

function latestEnd({ ends, size }: Node<unknown>): number {
  let latest = -Infinity;
  for (let at = 0; at < size; at += 1) latest = Math.max(latest, ends[at] as number);
  return latest;
}

function split<Value>(node: Node<Value>): Node<Value> {
  const from = FANOUT / 2;
  const right: Node<Value> = node.values === null ? emptyParent() : emptyLeaf();
  right.starts.set(node.starts.subarray(from, node.size));
  right.ends.set(node.ends.subarray(from, node.size));
  (items(right) as unknown[]).push(...items(node).splice(from));
  right.size = node.size - from;
  node.size = from;
  return right;
}

function bulkLoad<Value>(sorted: readonly IntervalEntry<Value>[]): Node<Value> {
  // Three quarters full, so that the first inserts do not split every node.
  const width = (FANOUT * 3) / 4;
  let level: Node<Value>[] = [];
  for (let from = 0; from < sorted.length; from += width)
    level.push(leafOf(sorted, from, Math.min(from + width, sorted.length)));
  while (level.length > 1) {
    const parents: Node<Value>[] = [];
    for (let from = 0; from < level.length; from += width) parents.push(parentOf(level.slice(from, from + width)));
    level = parents;
  }
  return must(level[0], 'root');
}

function leafOf<Value>(sorted: readonly IntervalEntry<Value>[], from: number, to: number): Node<Value> {
  const leaf = emptyLeaf<Value>();
  for (let at = from; at < to; at += 1) {
    const { start, end, value } = must(sorted[at], 'entry');
    leaf.starts[at - from] = start;
    leaf.ends[at - from] = end;
    leaf.values?.push(value);
  }
  leaf.size = to - from;
  return leaf;
}

function parentOf<Value>(children: readonly Node<Value>[]): Node<Value> {
  const parent = emptyParent<Value>();
  for (const [at, child] of children.entries()) {
    summarise(parent, at, child);
    parent.children?.push(child);
  }
  parent.size = children.length;
  return parent;
}

function emptyLeaf<Value>(): Node<Value> {
  return { size: 0, starts: new Float64Array(FANOUT), ends: new Float64Array(FANOUT), values: [], children: null };
}

function emptyParent<Value>(): Node<Value> {
  return { size: 0, starts: new Float64Array(FANOUT), ends: new Float64Array(FANOUT), values: null, children: [] };
}
