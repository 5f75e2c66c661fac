import { type Instant, plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

const DAY_MS = 86_400_000;
const LONGEST_MINUTES = 1_440;

/**
 * Ids by the UTC day on which their time starts. Nothing that is booked or blocked lasts longer than a day (F11), so
 * whatever overlaps a window starts in the window's days or on the day before.
 */
export class DayBuckets {
  readonly #dayOf = new Map<string, number>();
  readonly #idsByDay = new Map<number, Set<string>>();

  set(id: string, start: Instant | null): void {
    const before = this.#dayOf.get(id);
    const day = start === null ? undefined : dayOf(start);
    if (before === day) return;
    if (before !== undefined) this.#idsByDay.get(before)?.delete(id);
    if (day === undefined) {
      this.#dayOf.delete(id);
      return;
    }
    this.#dayOf.set(id, day);
    const ids = this.#idsByDay.get(day) ?? new Set();
    ids.add(id);
    this.#idsByDay.set(day, ids);
  }

  /** The ids of everything that may overlap the window; the caller compares the times themselves. */
  near(window: Interval): readonly string[] {
    const first = dayOf(plusMinutes(window.start, -LONGEST_MINUTES));
    const last = dayOf(window.end);
    const found: string[] = [];
    if (last - first > this.#idsByDay.size) {
      for (const [day, ids] of this.#idsByDay) if (day >= first && day <= last) found.push(...ids);
      return found;
    }
    for (let day = first; day <= last; day += 1) found.push(...(this.#idsByDay.get(day) ?? []));
    return found;
  }
}

function dayOf(at: Instant): number {
  return Math.floor(at / DAY_MS);
}
