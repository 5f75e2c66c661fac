import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { DemoClient } from '#server/demo/demo-clients.ts';
import type { DemoSite } from '#server/demo/demo-places.ts';

/** One day at one location, while its schedule is drawn up. */
export type DemoDay = {
  readonly site: DemoSite;
  readonly date: LocalDate;
  /** Days from today; negative in the past. */
  readonly offset: number;
  readonly today: LocalDate;
  readonly now: Instant;
  readonly clients: readonly DemoClient[];
  readonly random: SeededRandom;
};
