import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { heldClaims, virtualById, virtualOverlapping } from '#shared/scheduling/series/virtual-occurrences.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';

/** Series, and the occurrences that nothing happened to, by id, time and resource. */
export class SeriesIndex {
  readonly #series = new Map<string, BookedSeries>();
  readonly #byResource = new Map<string, Set<string>>();

  set(id: string, series: BookedSeries | null): void {
    for (const resourceId of resourceIdsOf(this.#series.get(id))) this.#byResource.get(resourceId)?.delete(id);
    if (series === null) this.#series.delete(id);
    else this.#series.set(id, series);
    for (const resourceId of resourceIdsOf(series ?? undefined)) {
      const ids = this.#byResource.get(resourceId) ?? new Set();
      this.#byResource.set(resourceId, ids.add(id));
    }
  }

  has(seriesId: string): boolean {
    return this.#series.has(seriesId);
  }

  /** The occurrence of that id, unless something happened to it. */
  find(id: string): Appointment | null {
    const named = namedOccurrence(id);
    const series = named === null ? undefined : this.#series.get(named.seriesId);
    return series === undefined ? null : virtualById(series, id);
  }

  /** Occurrences that share time with the window. */
  overlapping(window: Interval): readonly Appointment[] {
    const found: Appointment[] = [];
    for (const series of this.#series.values()) {
      for (const one of virtualOverlapping(series, window)) found.push(one);
    }
    return found;
  }

  /** What occurrences hold of the resource during the window. */
  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    const found: HeldClaim[] = [];
    for (const id of this.#byResource.get(resourceId) ?? []) {
      const series = this.#series.get(id);
      if (series === undefined || window.start >= series.claimedUntil) continue;
      const near = {
        start: plusMinutes(window.start, -series.bufferAfterMinutes),
        end: plusMinutes(window.end, series.bufferBeforeMinutes),
      };
      for (const one of virtualOverlapping(series, near)) {
        found.push(...heldClaims(one).filter((claim) => claim.resourceId === resourceId && overlaps(claim, window)));
      }
    }
    return found;
  }
}

function resourceIdsOf(series: BookedSeries | undefined): ReadonlySet<string> {
  return new Set(series?.isEnded === false ? series.phases.flatMap((phase) => phase.resourceIds) : []);
}
