import { claimWindows } from '#shared/commands/claim-windows.ts';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { PlaceHold } from '#shared/replication/holds.ts';
import { IntervalIndex } from '#shared/scheduling/interval-index.ts';

/** Resolves, and never fails, when the placing is over. */
type UnderWay = { readonly ended: Promise<void> };

type Day = { readonly key: string; readonly window: ClaimWindow };

const dayMs = 86_400_000;

/**
 * The placings that this process is busy with: an interval index for each resource and UTC day that somebody wants, gone
 * with the last of them. So it is never larger than the requests that are being answered.
 */
export class PlacingsUnderWay {
  readonly #days = new Map<string, IntervalIndex<UnderWay>>();

  /** Those that want time of the same resources. */
  meeting(tenantId: string, wanted: PlaceHold): readonly UnderWay[] {
    return daysOf(tenantId, wanted).flatMap(
      ({ key, window }) => this.#days.get(key)?.overlapping(window.start, window.end) ?? [],
    );
  }

  /** @returns what ends it. */
  begin(tenantId: string, wanted: PlaceHold): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const one: UnderWay = { ended: promise };
    const days = daysOf(tenantId, wanted);
    for (const { key, window } of days) {
      const day = this.#days.get(key) ?? new IntervalIndex<UnderWay>();
      this.#days.set(key, day);
      day.insert(window.start, window.end, one);
    }
    return () => {
      for (const { key, window } of days) {
        const day = this.#days.get(key);
        day?.remove(window.start, one);
        if (day?.size === 0) this.#days.delete(key);
      }
      resolve();
    };
  }

  /** Resource-days that are kept now. */
  get size(): number {
    return this.#days.size;
  }
}

function daysOf(tenantId: string, wanted: PlaceHold): readonly Day[] {
  return claimWindows(wanted).flatMap((window) => {
    const first = Math.floor(window.start / dayMs);
    const last = Math.floor((window.end - 1) / dayMs);
    return Array.from({ length: last - first + 1 }, (_, at) => {
      return { key: `${tenantId}/${window.resourceId}/${first + at}`, window };
    });
  });
}
