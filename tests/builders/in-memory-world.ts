import { readyCommand } from '#shared/commands/decide.ts';
import type { Change, Context, Decision } from '#shared/commands/decision.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { collides, type HeldClaim } from '#shared/scheduling/claim.ts';
import { ClaimIndex } from '#shared/scheduling/claim-index.ts';
import { holderKindOf } from '#shared/scheduling/holder-kind.ts';
import { SeriesIndex } from '#shared/scheduling/series/series-index.ts';
import type { AnyDocument, Collection, Documents, World } from '#shared/scheduling/world.ts';

/** A World in memory that takes changes: the smallest thing that commands can be folded over. */
export class InMemoryWorld implements World {
  readonly #documents = new Map<string, AnyDocument>();
  readonly #claims = new ClaimIndex();
  readonly #series = new SeriesIndex();

  find<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    // The key names the collection, so what is stored under it has its type.
    const stored = (this.#documents.get(`${collection}/${id}`) as Documents[Name] | undefined) ?? null;
    if (stored !== null || collection !== 'appointments') return stored;
    return this.#series.find(id) as Documents[Name] | null; // An appointment of the appointments.
  }

  all<Name extends Collection>(collection: Name): Documents[Name][] {
    const own = [...this.#documents].filter(([key]) => key.startsWith(`${collection}/`));
    return own.map(([, document]) => document as Documents[Name]);
  }

  claimsOn(resourceId: string, window: Parameters<World['claimsOn']>[1]): readonly HeldClaim[] {
    const virtual = this.#series.claimsOn(resourceId, window);
    const isStored = (id: string): boolean => this.#documents.has(`appointments/${id}`);
    return [...this.#claims.overlapping(resourceId, window), ...virtual.filter(({ holder }) => !isStored(holder.id))];
  }

  put<Name extends Collection>(collection: Name, document: Documents[Name]): void {
    this.#documents.set(`${collection}/${document.id}`, document);
    if (collection === 'series') this.#series.set(document.id, document as Documents['series']);
    if (!('claims' in document)) return;
    const holder = { kind: holderKindOf(collection), id: document.id };
    this.#claims.set(
      document.id,
      document.claims.map((claim) => ({ ...claim, holder })),
    );
  }

  forget(collection: Collection, id: string): void {
    this.#documents.delete(`${collection}/${id}`);
    this.#claims.set(id, []);
    if (collection === 'series') this.#series.set(id, null);
  }

  apply(changes: readonly Change[]): void {
    for (const { collection, document } of changes) this.put(collection, document);
  }

  /** Decides the intent as the server would, and applies what was decided. */
  execute(intent: Intent, context: Context): Decision {
    const ready = readyCommand(intent);
    if (!ready.ok) return { kind: 'refused', refusal: ready.refusal };
    const decision = ready.command.decide(this, context);
    if (decision.kind === 'refused') return decision;
    this.apply(decision.changes);
    for (const { document } of decision.changes) this.#expectAlone(document, intent.name);
    return decision;
  }

  /** I1, as the server's store enforces it: what a command claims collides with nothing, its own changes included. */
  #expectAlone(document: AnyDocument, command: string): void {
    const claims = 'claims' in document ? document.claims : [];
    for (const claim of claims) {
      const other = this.claimsOn(claim.resourceId, claim).find(
        (held) => held.holder.id !== document.id && collides(held, claim),
      );
      if (other === undefined) continue;
      throw new Error(
        `${command}: ${document.id} and ${other.holder.id} claim lane ${claim.lane} of ${claim.resourceId}`,
      );
    }
  }
}
