import { choice, fate, pick } from '#tests/simulation/fate.ts';

/** What people and the weather may do. A seed draws a subset, so that some runs are all of one kind. */
export const actionKinds = [
  'book',
  'rush',
  'move',
  'resize',
  'status',
  'cancel',
  'edit',
  'edit-rush',
  'client',
  'block',
  'unblock',
  'undo',
  'redo',
  'dismiss',
  'place-displaced',
  'reuse-id',
  'crash-desk',
  'crash-at-flush',
  'copy-profile',
  'cut',
  'cut-replies',
  'mend',
  'fill-disk',
  'empty-disk',
  'set-clock',
  'night',
  'kill-server',
  'kill-database',
  'back-up',
  'restore',
  'move-engine',
  'revoke-role',
  'give-role',
  'deactivate',
  'activate',
  'evict-storage',
  'change-zone',
  'stale-tzdata',
  'kill-in-commit',
  'upgrade',
  'change-hours',
  'hold',
  'series-create',
  'series-one',
  'series-change',
  'series-cancel',
  'series-rush',
  'series-undo',
  'book-over',
  'month',
  'horizon',
  'time-off',
  'time-off-answer',
  'time-off-withdraw',
  'hold-form',
  'book-leased',
  'window',
  'crash-behind-page',
  'flush-redis',
  'save-redis',
  'restart-redis',
  'hang-redis',
  'new-zone-rules',
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Of seeds in which visits recur, and of no others. */
const seriesKinds: readonly ActionKind[] = [
  'series-create',
  'series-one',
  'series-change',
  'series-cancel',
  'series-rush',
  'series-undo',
  'book-over',
  'month',
  'horizon',
  'time-off',
  'time-off-answer',
  'time-off-withdraw',
];

/** Of seeds with a Redis, beside what they draw otherwise. */
const redisKinds: readonly ActionKind[] = ['flush-redis', 'save-redis', 'restart-redis', 'hang-redis'];
/** Drawn apart, so that what else a seed does stays as it is without them. */
const apart: readonly ActionKind[] = [...redisKinds, 'new-zone-rules'];

/** Probabilities for each message, statement or disk write. */
export type FaultRates = {
  readonly requestLost: number;
  readonly replyLost: number;
  readonly duplicate: number;
  readonly delay: number;
  readonly truncated: number;
  readonly stale: number;
  readonly slowCommit: number;
  readonly slowDisk: number;
  readonly slowStatement: number;
  readonly duplicateWorker: number;
  /** PostgreSQL ends the transaction at a statement that takes locks: a deadlock, or a serialisation failure. */
  readonly deadlock: number;
  /** A command at which the server fails every time, until it is mended. */
  readonly poison: number;
};
export const noFaults: FaultRates = {
  requestLost: 0,
  replyLost: 0,
  duplicate: 0,
  delay: 0,
  truncated: 0,
  stale: 0,
  slowCommit: 0,
  slowDisk: 0,
  slowStatement: 0,
  duplicateWorker: 0,
  deadlock: 0,
  poison: 0,
};

export const leasings = ['none', 'none', 'short', 'day'] as const;

export type SimOptions = {
  readonly tenants: number;
  readonly desks: number;
  readonly resources: number;
  readonly slots: number;
  readonly actions: number;
  readonly gapMs: number;
  readonly pageLimit: number;
  /** Whether the first desk of each clinic has leased a room, and for how long a lease lasts without it. */
  readonly leases: (typeof leasings)[number];
  readonly kinds: readonly ActionKind[];
  /** Where holds are kept. */
  readonly holds: 'postgres' | 'redis';
  /** How far the clock of Redis is ahead of the one of PostgreSQL. */
  readonly redisAheadMs: number;
  /** Visits recur; desks pull series too. */
  readonly hasSeries: boolean;
  /** The clocks of a zone are changed by decree. */
  readonly hasNewRules: boolean;
  readonly rates: FaultRates;
};

const highest: FaultRates = {
  requestLost: 0.15,
  replyLost: 0.2,
  duplicate: 0.25,
  delay: 0.15,
  truncated: 0.08,
  stale: 0.1,
  slowCommit: 0.15,
  slowDisk: 0.1,
  slowStatement: 0.1,
  duplicateWorker: 0.15,
  deadlock: 0.1,
  poison: 0.03,
};

const always: readonly ActionKind[] = ['book', 'rush', 'mend', 'series-create'];

export function optionsOf(seed: number): SimOptions {
  const whole = (name: string, min: number, max: number): number => min + choice(max - min + 1, seed, 'options', name);
  const rate = (name: keyof FaultRates): number =>
    fate(seed, 'faulty', name) < 0.35 ? 0 : highest[name] * fate(seed, 'rate', name);
  const share = 0.35 + 0.6 * fate(seed, 'share');
  const hasSeries = fate(seed, 'series') < 0.4;
  const isDrawn = (kind: ActionKind): boolean => always.includes(kind) || fate(seed, 'kind', kind) < share;
  return {
    tenants: whole('tenants', 1, 2),
    desks: whole('desks', 2, 6),
    resources: whole('resources', 1, 3),
    slots: whole('slots', 2, 6),
    actions: whole('actions', 12, 60),
    gapMs: whole('gapMs', 60, 1_500),
    pageLimit: fate(seed, 'paged') < 0.5 ? 1_000 : whole('pageLimit', 1, 6),
    leases: pick(leasings, seed, 'leases'),
    holds: fate(seed, 'redis') < 1 / 3 ? 'redis' : 'postgres',
    kinds: actionKinds.filter(
      (kind) => !apart.includes(kind) && (hasSeries || !seriesKinds.includes(kind)) && isDrawn(kind),
    ),
    redisAheadMs: fate(seed, 'redis-skewed') < 0.5 ? 0 : whole('redisAheadMs', -2_500, 2_500),
    hasSeries,
    hasNewRules: hasSeries && fate(seed, 'new-zone-rules') < 0.2,
    rates: {
      requestLost: rate('requestLost'),
      replyLost: rate('replyLost'),
      duplicate: rate('duplicate'),
      delay: rate('delay'),
      truncated: rate('truncated'),
      stale: rate('stale'),
      slowCommit: rate('slowCommit'),
      slowDisk: rate('slowDisk'),
      slowStatement: rate('slowStatement'),
      duplicateWorker: rate('duplicateWorker'),
      deadlock: rate('deadlock'),
      poison: rate('poison'),
    },
  };
}

export type Action = { readonly index: number; readonly atMs: number; readonly kind: ActionKind };

/** How often each kind is drawn among those that the seed allows. */
const weights: Partial<Record<ActionKind, number>> = {
  book: 8,
  rush: 3,
  move: 3,
  resize: 2,
  status: 2,
  cancel: 2,
  edit: 2,
  'edit-rush': 2,
  'place-displaced': 2,
  'crash-desk': 3,
  'crash-at-flush': 3,
  cut: 2,
  mend: 3,
  hold: 8,
  'kill-in-commit': 3,
  'series-create': 10,
  'series-one': 12,
  'series-change': 14,
  'series-cancel': 5,
  'series-rush': 4,
  'series-undo': 12,
  'book-over': 4,
  month: 3,
  'time-off': 6,
  'time-off-answer': 3,
  horizon: 4,
  'hold-form': 3,
  'book-leased': 5,
  window: 4,
  'crash-behind-page': 2,
};

export function actionsOf(seed: number, options: SimOptions): readonly Action[] {
  const { kinds, actions, gapMs, holds } = options;
  const drawn = kinds.flatMap((kind) => Array.from({ length: weights[kind] ?? 1 }, () => kind));
  const all = Array.from({ length: actions }, (_, index): Action => {
    const kind = drawn[choice(drawn.length, seed, 'action', index)] ?? 'book';
    return { index, kind, atMs: 3_000 + index * gapMs + choice(gapMs, seed, 'when', index) };
  });
  const further = [...(holds === 'redis' ? redisActions(seed, options) : []), ...newRules(seed, options)];
  return further.length === 0 ? all : [...all, ...further].sort((a, b) => a.atMs - b.atMs);
}

/** Numbered from here on, so that what else a seed does is as it would be without a Redis. */
const FIRST_WITH_REDIS = 1_000;

/** With a Redis people hold more, and it fails. */
function redisActions(seed: number, { actions, gapMs }: SimOptions): readonly Action[] {
  const kinds: readonly ActionKind[] = [...redisKinds, 'flush-redis', 'hold', 'hold', 'hold', 'hold-form', 'book'];
  return Array.from({ length: 6 + choice(18, seed, 'with-redis') }, (_, at): Action => {
    const index = FIRST_WITH_REDIS + at;
    return {
      index,
      kind: pick(kinds, seed, 'action', index),
      atMs: 3_000 + choice(actions * gapMs, seed, 'when', index),
    };
  });
}

const NEW_RULES = 2_000;

/** Once in a run. */
function newRules(seed: number, { hasNewRules, actions, gapMs }: SimOptions): readonly Action[] {
  if (!hasNewRules) return [];
  return [
    {
      index: NEW_RULES,
      kind: 'new-zone-rules',
      atMs: 3_000 + Math.round(actions * gapMs * (0.4 + 0.6 * fate(seed, 'when', NEW_RULES))),
    },
  ];
}
