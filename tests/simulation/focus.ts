import type { Mutation } from '#tests/simulation/mutation.ts';
import type { ActionKind, SimOptions } from '#tests/simulation/options.ts';

/**
 * What happens in the seeds that hunt a planted bug, where it is seen only when several rare things come together; the
 * rest of what they draw, faults and all, is as ever. A far date that somebody has taken, which the job then comes upon,
 * is one in thousands of seeds, and one more with each kind of action that others are given.
 */
const focuses: Partial<Record<Mutation, readonly ActionKind[]>> = {
  'horizon-books-over': [
    'series-create',
    'book-over',
    'month',
    'horizon',
    'mend',
    'crash-desk',
    'cut-replies',
    'kill-server',
    'kill-in-commit',
  ],
};

export function focusedOn(mutation: Mutation | null, options: SimOptions): SimOptions {
  const kinds = mutation === null ? undefined : focuses[mutation];
  return kinds === undefined ? options : { ...options, kinds, hasSeries: true };
}
