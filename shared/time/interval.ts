import type { Instant } from '#shared/time/instant.ts';

/** Half-open: `start` belongs to it, `end` does not, so that neighbours touch without overlapping. */
export type Interval = { readonly start: Instant; readonly end: Instant };

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function covers(interval: Interval, at: Instant): boolean {
  return interval.start <= at && at < interval.end;
}
