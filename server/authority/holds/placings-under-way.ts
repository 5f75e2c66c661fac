import { claimWindows } from '#shared/commands/claim-windows.ts';
import type { ClaimWindow } from '#shared/commands/command-definition.ts';
import type { PlaceHold } from '#shared/replication/holds.ts';
import { IntervalIndex } from '#shared/scheduling/interval-index.ts';

/** `ended` resolves, and never fails, when the placing is over. */
export type Placing = { readonly ended: Promise<void>; readonly isOver: boolean };

type Day = { readonly key: string; readonly window: ClaimWindow };

const dayMs = 86_400_000;
/** For so long it is known that somebody wanted this time, so that whoever comes next looks before trying. */
const REMEMBERED_MS = 1_000;

/**
 * The placings that this process is busy with, or was a moment ago: an interval index for each resource and UTC day that
 * somebody wants, gone with the last of them. So it is never larger than the placings of one second.
 */
export class PlacingsUnderWay {
  readonly #days = new Map<string, IntervalIndex<Placing>>();
  readonly #rememberedMs: number;

  constructor(rememberedMs = REMEMBERED_MS) {
    this.#rememberedMs = rememberedMs;
  }

  /** Those that want time of the same resources, or did. */
  meeting(tenantId: string, wanted: PlaceHold): readonly Placing[] {
    return daysOf(tenantId, wanted).flatMap(
      ({ key, window }) => this.#days.get(key)?.overlapping(window.start, window.end) ?? [],
    );
  }

  /** @returns what ends it. */
  begin(tenantId: string, wanted: PlaceHold): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const one = { ended: promise, isOver: false };
    const days = daysOf(tenantId, wanted);
    for (const { key, window } of days) {
      const day = this.#days.get(key) ?? new IntervalIndex<Placing>();
      this.#days.set(key, day);
      day.insert(window.start, window.end, one);
    }
    return () => {
      one.isOver = true;
      resolve();
      setTimeout(() => this.#forget(days, one), this.#rememberedMs).unref();
    };
  }

  #forget(days: readonly Day[], one: Placing): void {
    for (const { key, window } of days) {
      const day = this.#days.get(key);
      day?.remove(window.start, one);
      if (day?.size === 0) this.#days.delete(key);
    }
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
