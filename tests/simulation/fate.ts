/**
 * What becomes of something, from its name alone: at least 0, less than 1. No stream of random numbers: an action that
 * is left out changes nothing about the others, and that is what makes shrinking work.
 */
export function fate(seed: number, ...parts: readonly (number | string)[]): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  for (const part of parts) hash = typeof part === 'number' ? mix(hash, part) : mixText(hash, part);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** A whole number below `count`. */
export function choice(count: number, seed: number, ...parts: readonly (number | string)[]): number {
  return Math.floor(fate(seed, ...parts) * count);
}

export function pick<Item>(items: readonly Item[], seed: number, ...parts: readonly (number | string)[]): Item {
  const item = items[choice(items.length, seed, ...parts)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function mixText(hash: number, text: string): number {
  let mixed = mix(hash, text.length);
  for (let at = 0; at < text.length; at += 1) mixed = mix(mixed, text.charCodeAt(at));
  return mixed;
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value | 0), 0xcc9e2d51);
  mixed = (mixed << 15) | (mixed >>> 17);
  return (Math.imul(mixed, 0x1b873593) + 0xe6546b64) >>> 0;
}
