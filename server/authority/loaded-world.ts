import type { ClaimWindow, DocumentRef } from '#shared/commands/command-definition.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { AnyDocument, Collection, Documents, World } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';

/**
 * What has been read from the database for one command. Where `decide()` asks for more than the command announced (the
 * resources of a visit that another desk has changed meanwhile), it is noted as missing: read it, and decide again.
 */
export class LoadedWorld implements World {
  readonly #documents = new Map<string, AnyDocument | null>();
  readonly #windows: ClaimWindow[] = [];
  readonly #claims = new Map<string, readonly HeldClaim[]>();
  #missingDocuments = new Map<string, DocumentRef>();
  #missingWindows: ClaimWindow[] = [];

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    const key = `${collection}/${id}`;
    if (!this.#documents.has(key)) this.#missingDocuments.set(key, { collection, id });
    // The key names the collection, so what is stored under it has its type.
    return (this.#documents.get(key) as Documents[Name] | null | undefined) ?? null;
  }

  claimsOn(resourceId: string, window: Interval): readonly HeldClaim[] {
    const isLoaded = this.#windows.some(
      (loaded) => loaded.resourceId === resourceId && loaded.start <= window.start && window.end <= loaded.end,
    );
    if (!isLoaded) this.#missingWindows.push({ resourceId, start: window.start, end: window.end });
    return (this.#claims.get(resourceId) ?? []).filter((claim) => overlaps(claim, window));
  }

  /** Everything asked for is known from now on: what is not among the documents does not exist. */
  putDocuments(
    asked: readonly DocumentRef[],
    found: readonly { collection: Collection; document: AnyDocument }[],
  ): void {
    for (const { collection, id } of asked) this.#documents.set(`${collection}/${id}`, null);
    for (const { collection, document } of found) this.#documents.set(`${collection}/${document.id}`, document);
    this.#missingDocuments = new Map();
  }

  /** @param windows at most one for each resource. */
  putClaims(windows: readonly ClaimWindow[], found: readonly HeldClaim[]): void {
    for (const window of windows) {
      this.#windows.push(window);
      this.#claims.set(
        window.resourceId,
        found.filter(({ resourceId }) => resourceId === window.resourceId),
      );
    }
    this.#missingWindows = [];
  }

  missingDocuments(): readonly DocumentRef[] {
    return [...this.#missingDocuments.values()];
  }

  /** One window for each resource: all that were asked for and the loaded ones, joined. */
  missingWindows(): readonly ClaimWindow[] {
    const missing = new Set(this.#missingWindows.map(({ resourceId }) => resourceId));
    return hulls([...this.#windows.filter(({ resourceId }) => missing.has(resourceId)), ...this.#missingWindows]);
  }
}

/** The smallest window of each resource that covers all of its windows. */
export function hulls(windows: readonly ClaimWindow[]): readonly ClaimWindow[] {
  const byResource = new Map<string, ClaimWindow>();
  for (const { resourceId, start, end } of windows) {
    const known = byResource.get(resourceId);
    byResource.set(resourceId, {
      resourceId,
      start: known === undefined || start < known.start ? start : known.start,
      end: known === undefined || end > known.end ? end : known.end,
    });
  }
  return [...byResource.values()];
}
