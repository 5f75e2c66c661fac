/** Bugs that are planted in the simulator's adapters, to see that it finds them. The product knows nothing of them. */
export const mutations = [
  'no-idempotency',
  'server-wins-silently',
  'outbox-deleted-on-send',
  'wall-clock-checkpoint',
  'outbox-not-flushed',
  'sequence-checkpoint',
  'time-before-the-lock',
  'gap-between-check-and-insert',
  'pull-without-tenant-filter',
  'audit-after-commit',
  'late-confirm',
  'dead-hold-blocks',
  'no-version-guard-on-pull',
  'outbox-never-pruned',
  'exceptions-orphaned-on-split',
  'split-counts-anew',
  'undo-of-all-forgets-moved',
  'series-claims-cut-short',
  'horizon-books-over',
] as const;
export type Mutation = (typeof mutations)[number];
