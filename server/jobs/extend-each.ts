import { PATIENCE_MS } from '#server/authority/leases/lease-tx.ts';
import { type Extension, extendOneSeries } from '#server/jobs/extend-one-series.ts';

/** After so many, a desk that gives time up and leases it again has been asked often enough for one run. */
const rounds = 3;
/** Who has not answered by then is taken to be away (LE7). */
const ROUND_MS = PATIENCE_MS + 200;

export type ExtendedEach = { readonly extended: number; readonly missed: readonly string[] };

/**
 * Moves each of these on. What needs leased time is done after all others, once the desks that have it have answered or
 * are taken to be away: then it waits in the inbox, and a lease keeps nothing from being done (LE6, LE7).
 */
export async function extendEach(
  extension: Extension,
  ids: readonly string[],
  pause: (ms: number) => Promise<unknown>,
): Promise<ExtendedEach> {
  const overtaken: string[] = [];
  let extended = 0;
  let waiting = ids;
  for (let round = 0; round < rounds && waiting.length > 0; round += 1) {
    if (round > 0) await pause(ROUND_MS);
    const asked: string[] = [];
    for (const id of waiting) {
      const done = await extendOneSeries(extension, id);
      if (done === 'done') extended += 1;
      else (done === 'asked' ? asked : overtaken).push(id);
    }
    waiting = asked;
  }
  return { extended, missed: [...overtaken, ...waiting] };
}
