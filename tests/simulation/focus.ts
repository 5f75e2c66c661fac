import type { Mutation } from '#tests/simulation/mutation.ts';
import type { ActionKind, FaultRates, SimOptions } from '#tests/simulation/options.ts';

/** What is drawn otherwise; the rest of what a seed draws, faults and all, is as ever. */
type Focus = {
  readonly kinds: readonly ActionKind[];
  readonly hasSeries: boolean;
  readonly rates: Partial<FaultRates>;
};

/** The seeds that hunt a planted bug which is seen only when several rare things come together. */
const focuses: Partial<Record<Mutation, Focus>> = {
  // A far date that somebody has taken, which the job then comes upon, is one in thousands of seeds.
  'horizon-books-over': {
    kinds: [
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
    hasSeries: true,
    rates: {},
  },
  // An older page is one of the same request: the desk wrote what a newer one said, and not how far it reached.
  'no-version-guard-on-pull': {
    kinds: ['book', 'edit', 'status', 'crash-behind-page', 'mend'],
    hasSeries: false,
    rates: { stale: 0.5 },
  },
};

export function focusedOn(mutation: Mutation | null, options: SimOptions): SimOptions {
  const focus = mutation === null ? undefined : focuses[mutation];
  return focus === undefined ? options : { ...options, ...focus, rates: { ...options.rates, ...focus.rates } };
}
