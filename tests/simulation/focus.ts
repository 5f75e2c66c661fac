import type { Mutation } from '#tests/simulation/mutation.ts';
import { type ActionKind, type FaultRates, noFaults, type SimOptions } from '#tests/simulation/options.ts';

/** What is drawn otherwise; the rest of what a seed draws, faults and all, is as ever. */
type Focus = Partial<Omit<SimOptions, 'rates' | 'kinds'>> & {
  readonly kinds: readonly ActionKind[];
  readonly hasSeries: boolean;
  readonly rates: Partial<FaultRates>;
};

/** Several have to choose, to book and to forget the same within a millisecond or so. */
const holding: Focus = {
  kinds: ['hold', 'hold-form', 'book', 'rush', 'cancel', 'flush-redis'],
  hasSeries: false,
  holds: 'redis',
  leases: 'none',
  tenants: 1,
  slots: 4,
  resources: 2,
  actions: 40,
  gapMs: 120,
  rates: { ...noFaults, slowStatement: 0.25 },
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
  // The claims have to be of a zone that is changed, and nobody may change the series after that.
  'claims-by-old-rules': {
    kinds: ['series-create', 'book', 'mend'],
    hasSeries: true,
    hasNewRules: true,
    actions: 12,
    rates: {},
  },
  // Somebody has to choose, to book and to forget the same within a millisecond or so.
  'redis-fence-not-compared': { ...holding, kinds: ['hold', 'flush-redis'], redisAheadMs: 0 },
  'redis-booking-names-nothing': holding,
  'redis-hold-looks-not-back': holding,
  'redis-hold-never-lapses': holding,
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
