import type { ClaimWindow, DocumentRef } from '#shared/commands/command-definition.ts';
import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { holderKindOf } from '#shared/scheduling/holder-kind.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { virtualById } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { AnyDocument, Collection, Documents, World } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import { virtualChange } from '#server/authority/virtual-change.ts';

/**
 * What has been read from the database for some commands, and what the first of them have made of it. Where `decide()`
 * asks for more than a command announced (the resources of a visit that another desk has changed meanwhile), it is
 * noted as missing: read it, and decide again.
 */
export class LoadedWorld implements World {
  readonly #documents = new Map<string, AnyDocument | null>();
  readonly #windows: ClaimWindow[] = [];
  /** By resource, and there by what makes a claim itself: windows that touch bring some twice. */
  readonly #claims = new Map<string, Map<string, HeldClaim>>();
  readonly #changed = new Set<string>();
  readonly #changedHolders = new Set<string>();
  readonly #released: HeldClaim[] = [];
  /** What the occurrences of a changed series hold that they did not hold before. */
  readonly #taken = new Map<string, readonly HeldClaim[]>();
  readonly #endedHolds = new Set<string>();
  #confirming: readonly string[] = [];
  #missingDocuments = new Map<string, DocumentRef>();
  #missingWindows: ClaimWindow[] = [];

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    const key = keyOf(collection, id);
    if (!this.#documents.has(key)) this.#missingDocuments.set(key, { collection, id });
    // The key names the collection, so what is stored under it has its type.
    const stored = (this.#documents.get(key) as Documents[Name] | null | undefined) ?? null;
    if (stored !== null || collection !== 'appointments') return stored;
    return this.#occurrence(id) as Documents[Name] | null; // An appointment, of the appointments.
  }

  /** One that nothing happened to is what its series says. */
  #occurrence(id: string): Documents['appointments'] | null {
    const named = namedOccurrence(id);
    const series = named === null ? null : this.find('series', named.seriesId);
    return series === null ? null : virtualById(series, id);
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    const isLoaded = this.#windows.some(
      (loaded) => loaded.resourceId === resourceId && loaded.start <= window.start && window.end <= loaded.end,
    );
    if (!isLoaded) this.#missingWindows.push({ resourceId, start: window.start, end: window.end });
    return [...(this.#claims.get(resourceId)?.values() ?? [])].filter(
      (claim) => overlaps(claim, window) && !this.#isLetGo(claim),
    );
  }

  /** What these holds keep is as good as free for what is decided next (HD9). */
  confirm(holdIds: readonly string[]): void {
    this.#confirming = holdIds;
  }

  endHold(holdId: string): void {
    this.#endedHolds.add(holdId);
  }

  hasEnded(holdId: string): boolean {
    return this.#endedHolds.has(holdId);
  }

  #isLetGo({ holder }: HeldClaim): boolean {
    return holder.kind === 'hold' && (this.#confirming.includes(holder.id) || this.#endedHolds.has(holder.id));
  }

  /** Everything asked for is known from now on: what is not among the documents does not exist. */
  putDocuments(
    asked: readonly DocumentRef[],
    found: readonly { collection: Collection; document: AnyDocument }[],
  ): void {
    for (const { collection, id } of asked) this.#learn(keyOf(collection, id), null);
    for (const { collection, document } of found) this.#learn(keyOf(collection, document.id), document);
    this.#missingDocuments = new Map();
  }

  putClaims(windows: readonly ClaimWindow[], found: readonly HeldClaim[]): void {
    this.#windows.push(...windows);
    for (const claim of found) if (!this.#changedHolders.has(claim.holder.id)) this.#putClaim(claim);
    this.#missingWindows = [];
  }

  hasChanged({ collection, document }: Change): boolean {
    return this.#changed.has(keyOf(collection, document.id));
  }

  /** For the commands that follow: the world as these changes leave it. Each document once. */
  apply(changes: readonly Change[]): void {
    // A series gives up what an occurrence held before the occurrence, as an appointment of its own, takes its place.
    for (const change of changes.toSorted(seriesFirst)) {
      if (change.collection === 'series') this.#applySeries(change.document);
      const key = keyOf(change.collection, change.document.id);
      const before = this.#documents.get(key) ?? null;
      this.#documents.set(key, change.document);
      this.#changed.add(key);
      if (!('claims' in change.document)) continue;
      if (before !== null && 'claims' in before) this.#release(heldClaims({ ...change, document: before } as Change)); // The same document.
      this.#changedHolders.add(change.document.id);
      for (const claim of heldClaims(change)) this.#putClaim(claim);
    }
  }

  #applySeries(series: Documents['series']): void {
    const known = this.#documents.get(keyOf('series', series.id)) as Documents['series'] | null | undefined; // A series.
    const { released, taken } = virtualChange(known ?? null, series);
    this.#release(released);
    for (const { holder } of [...released, ...taken]) this.#changedHolders.add(holder.id);
    for (const claim of taken) this.#putClaim(claim);
    this.#taken.set(series.id, taken);
  }

  /** What a change that was applied takes, in the database too. */
  takenBy(change: Change): readonly HeldClaim[] {
    return change.collection === 'series' ? (this.#taken.get(change.document.id) ?? []) : heldClaims(change);
  }

  /** Claims that are taken anew, and were their holders' before. */
  wasHeld(claims: readonly HeldClaim[]): void {
    this.#released.push(...claims);
  }

  /** Claims in the database that have been replaced here. */
  released(): readonly HeldClaim[] {
    return this.#released;
  }

  missingDocuments(): readonly DocumentRef[] {
    return [...this.#missingDocuments.values()];
  }

  missingWindows(): readonly ClaimWindow[] {
    return joinedWindows(this.#missingWindows);
  }

  /** What was changed here is newer than what is read. */
  #learn(key: string, document: AnyDocument | null): void {
    if (!this.#changed.has(key)) this.#documents.set(key, document);
  }

  #putClaim(claim: HeldClaim): void {
    const known = this.#claims.get(claim.resourceId) ?? new Map<string, HeldClaim>();
    const { lane, start, end, part, holder } = claim;
    this.#claims.set(claim.resourceId, known.set([holder.id, lane, start, end, part].join('/'), claim));
  }

  #release(claims: readonly HeldClaim[]): void {
    this.#released.push(...claims);
    for (const { resourceId, holder } of claims) {
      const known = this.#claims.get(resourceId);
      for (const [key, held] of known ?? []) if (held.holder.id === holder.id) known?.delete(key);
    }
  }
}

/** The claims that a changed document will hold. */
function heldClaims({ collection, document }: Change): readonly HeldClaim[] {
  if (!('claims' in document)) return [];
  const holder = { kind: holderKindOf(collection), id: document.id };
  return document.claims.map((claim) => ({ ...claim, holder }));
}

/** The same time of the same resources in as few windows as it takes. */
export function joinedWindows(windows: readonly ClaimWindow[]): readonly ClaimWindow[] {
  const joined: ClaimWindow[] = [];
  for (const those of Map.groupBy(windows, ({ resourceId }) => resourceId).values()) {
    for (const { resourceId, start, end } of those.toSorted((a, b) => a.start - b.start)) {
      const last = joined.at(-1);
      if (last?.resourceId !== resourceId || last.end < start) joined.push({ resourceId, start, end });
      else if (last.end < end) joined.splice(-1, 1, { resourceId, start: last.start, end });
    }
  }
  return joined;
}

function seriesFirst(a: Change, b: Change): number {
  return Number(b.collection === 'series') - Number(a.collection === 'series');
}

function keyOf(collection: Collection, id: string): string {
  return `${collection}/${id}`;
}
