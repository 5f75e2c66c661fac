import type { Deed } from '#tests/simulation/actions/turn.ts';

/** Enough for the scripts of a few requests: a flush falls between any two of them. */
const MOST_SCRIPTS = 12;

/** What befalls a Redis that keeps the holds; nothing where there is none. */
export const redisDeeds = {
  'flush-redis': ({ world, among }) => world.redis?.flushAfter(1 + among('script', MOST_SCRIPTS)),
  'save-redis': ({ world }) => world.redis?.save(),
  'restart-redis': ({ world, among, luck }) => world.redis?.restart(50 + among('down', 3_000), luck('kept') < 0.6),
  'hang-redis': ({ world, among }) => world.redis?.hang(20 + among('down', 4_000)),
} satisfies Record<string, Deed>;
