import type { Pause } from '#server/authority/pause.ts';
import { isRetryable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

/** The same work again, with growing pauses, while another transaction is in its way. */
export async function patiently<Result>(pause: Pause, work: () => Promise<Result>, tries = 8): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt === tries) throw error;
      await pause(10 * 2 ** attempt);
    }
  }
}

export function asOutage(raw: unknown): unknown {
  const error = withoutDetail(raw);
  if (error instanceof Outage) return error;
  return new Outage(isRetryable(error) ? 'busy' : 'database-failed', 'This could not be decided now.', error);
}
