import type { Phase } from '#shared/scheduling/appointment.ts';

/** One resource of a visit given up for another. */
export type Swap = { readonly from: string; readonly to: string };

/** The phases after the swaps, one after the other. */
export function swapped(phases: readonly Phase[], swaps: readonly Swap[]): Phase[] {
  const exchange = (id: string): string => swaps.reduce((now, { from, to }) => (now === from ? to : now), id);
  return phases.map(({ minutes, resourceIds }) => ({ minutes, resourceIds: resourceIds.map(exchange) }));
}

/** First these, then one more, as swaps that start from the same resources. */
export function andThen(swaps: readonly Swap[], { from, to }: Swap): readonly Swap[] {
  const isFollowUp = swaps.some((swap) => swap.to === from);
  const next = isFollowUp
    ? swaps.map((swap) => (swap.to === from ? { from: swap.from, to } : swap))
    : [...swaps, { from, to }];
  return next.filter((swap) => swap.from !== swap.to);
}
