import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** The longest time in milliseconds that any transaction was seen waiting for a lock while this was going on. */
export async function longestWaitDuring(client: Client, work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let isOver = false;
  const over = (): void => void (isOver = true);
  work.then(over, over);
  while (!isOver) {
    const { rows } = await client.query<{ ms: number }>(
      `select coalesce(max(extract(epoch from clock_timestamp() - waitstart) * 1000), 0)::float as ms from pg_locks where not granted`,
    );
    longest = Math.max(longest, rows[0]?.ms ?? 0);
    await sleep(50);
  }
  return longest;
}
