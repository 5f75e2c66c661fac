import type { Decision } from '#shared/commands/decision.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { AnyDocument, Collection } from '#shared/scheduling/world.ts';
import type { View, ViewChange } from '#renderer/replica/desk.ts';
import { IndexedWorld, keyOf } from '#renderer/replica/view/indexed-world.ts';
import { effectOf, type LocalCommand, predict } from '#renderer/replica/view/local-command.ts';
import { ViewChanges } from '#renderer/replica/view/view-changes.ts';
import { ViewSubscribers } from '#renderer/replica/view/view-subscribers.ts';

/**
 * The replica with this desk's commands folded over it in the order of their sequence (F5). A command stays folded
 * until the replica holds what its verdict wrote (F27); a new one is only folded on top, so an echo costs one decide().
 */
export class DeskView {
  readonly #shown = new IndexedWorld();
  readonly #replica = new Map<string, AnyDocument>();
  /** The highest version that each document ever had here; outlives the document (I9). */
  readonly #versions = new Map<string, number>();
  readonly #subscribers = new ViewSubscribers();
  #commands: LocalCommand[] = [];
  #overlaid = new Map<string, readonly [Collection, string]>();
  #pending = new Set<string>();
  #tick = 0;
  #deskId = '';

  readonly view: View = {
    find: (collection, id) => this.#shown.find(collection, id),
    claimsOn: (resourceId, window) => this.#shown.claimsOn(resourceId, window),
    all: (collection) => this.#shown.all(collection),
    appointmentsIn: (window) => this.#shown.appointmentsIn(window),
    blocksIn: (window) => this.#shown.blocksIn(window),
    isPending: (collection, id) => this.#pending.has(keyOf(collection, id)),
    subscribe: (listener) => this.#subscribers.subscribe(listener),
    revision: () => this.#subscribers.revision(),
    collectionRevision: (collection) => this.#subscribers.collectionRevision(collection),
  };

  setDeskId(deskId: string): void {
    this.#deskId = deskId;
  }

  displaced(): readonly Appointment[] {
    return this.#shown.displaced();
  }

  /** The highest version of the document that this desk has held; 0 when it never had it. */
  versionOf(collection: Collection, id: string): number {
    return this.#versions.get(keyOf(collection, id)) ?? 0;
  }

  predict(command: LocalCommand): Decision | null {
    return predict(command, this.#shown, this.#deskId);
  }

  /** Shows one more command on top of all others. */
  add(command: LocalCommand): void {
    this.#step((step) => {
      const folded = this.#fold(command, step);
      this.#commands.push(folded);
      mention(folded, step);
    });
  }

  /** Shows commands that were saved before, in their order; those already shown stay. */
  addAll(commands: readonly LocalCommand[]): void {
    const known = new Set(this.#commands.map(({ draft }) => draft.id));
    const fresh = commands.filter(({ draft }) => !known.has(draft.id));
    if (fresh.length > 0) this.#refold([...this.#commands, ...fresh]);
  }

  /** Takes back an echo that the disk did not keep. */
  withdraw(commandId: string): void {
    this.#refold(this.#commands.filter(({ draft }) => draft.id !== commandId));
  }

  /** Takes in the server's verdicts; a refused command shows nothing any more. */
  decide(verdicts: ReadonlyMap<string, Verdict>): void {
    const decided = this.#commands.filter(({ draft }) => verdicts.has(draft.id));
    if (decided.length === 0) return;
    const decidedTick = this.#tick;
    const next = this.#commands.map((command) => {
      const verdict = verdicts.get(command.draft.id);
      return verdict === undefined || command.verdict !== null ? command : { ...command, verdict, decidedTick };
    });
    this.#refold(next, [], decided);
  }

  /** Takes in documents of the replica; `null` when one left the desk. Older versions than known are left out (I9). */
  applyReplica(changes: readonly ViewChange[]): void {
    const newer = changes.filter((change) => this.#accept(change));
    if (newer.length === 0) return;
    if (this.#commands.length > 0) this.#refold(this.#commands, newer);
    else this.#step((step) => newer.forEach(({ collection, id, document }) => step.put(collection, id, document)));
  }

  /** Forgets the replica, whose database is being filled anew; this desk's own commands stay in sight. */
  clearReplica(): void {
    const all = [...this.#replica].map(([key, { id }]): ViewChange => {
      // The key begins with the name of the collection, by keyOf().
      return { collection: key.slice(0, key.indexOf('/')) as Collection, id, document: null } as ViewChange;
    });
    this.#replica.clear();
    this.#versions.clear();
    this.#refold(this.#commands, all);
  }

  /** The tick to hand to `caughtUp` once everything that the server has now is here. */
  startTick(): number {
    this.#tick += 1;
    return this.#tick;
  }

  /**
   * Everything that the server had at that tick is here. What a verdict before it wrote and is still not here lies
   * outside of this desk's window, and its overlay would never end.
   */
  caughtUp(tick: number): void {
    const isOpen = ({ verdict, decidedTick }: LocalCommand): boolean => verdict === null || decidedTick >= tick;
    if (!this.#commands.every(isOpen)) this.#refold(this.#commands.filter(isOpen));
  }

  /** Another window knows which commands are still open; the decided rest is in the replica, or outside of it. */
  keepOpen(openCommandIds: ReadonlySet<string>): void {
    const isOpen = ({ verdict, draft }: LocalCommand): boolean => verdict === null || openCommandIds.has(draft.id);
    if (!this.#commands.every(isOpen)) this.#refold(this.#commands.filter(isOpen));
  }

  /** Commands that are shown on top of the replica: waiting for their verdict, or for its documents. */
  openCommandIds(): ReadonlySet<string> {
    return new Set(this.#commands.map(({ draft }) => draft.id));
  }

  #accept({ collection, id, document }: ViewChange): boolean {
    const key = keyOf(collection, id);
    if (document === null) return this.#replica.delete(key);
    const known = this.#replica.get(key);
    if (document.version < (this.#versions.get(key) ?? 0) || known?.version === document.version) return false;
    this.#replica.set(key, document);
    this.#versions.set(key, document.version);
    return true;
  }

  #refold(
    commands: readonly LocalCommand[],
    fromReplica: readonly ViewChange[] = [],
    decided: readonly LocalCommand[] = [],
  ): void {
    this.#step((step) => {
      for (const { collection, id, document } of fromReplica) step.put(collection, id, document);
      for (const [collection, id] of this.#overlaid.values()) step.put(collection, id, this.#inReplica(collection, id));
      this.#overlaid = new Map();
      this.#pending = new Set();
      const open = commands.filter((command) => !this.#isSettled(command));
      this.#commands = open.map((command) => this.#fold(command, step));
      for (const command of decided) mention(command, step);
    });
  }

  #fold(command: LocalCommand, step: ViewChanges): LocalCommand {
    const changes = effectOf(command, this.#shown, this.#deskId);
    for (const { collection, document } of changes) {
      const key = keyOf(collection, document.id);
      step.put(collection, document.id, document);
      this.#overlaid.set(key, [collection, document.id]);
      if (command.verdict === null) this.#pending.add(key);
    }
    return { ...command, changes };
  }

  #isSettled({ verdict }: LocalCommand): boolean {
    if (verdict === null) return false;
    if (verdict.kind === 'refused') return true;
    return verdict.revisions.every(({ collection, id, version }) => {
      // A collection that this version does not know has no document here, and the overlay ends at `caughtUp`.
      return (this.#versions.get(`${collection}/${id}`) ?? 0) >= version;
    });
  }

  #inReplica(collection: Collection, id: string): AnyDocument | null {
    return this.#replica.get(keyOf(collection, id)) ?? null;
  }

  #step(work: (step: ViewChanges) => void): void {
    const step = new ViewChanges(this.#shown);
    work(step);
    this.#subscribers.tell(step.finish());
  }
}

/** A command's documents are drawn anew when they begin or cease to be pending, even if they stay equal. */
function mention({ changes }: LocalCommand, step: ViewChanges): void {
  for (const { collection, document } of changes) step.force(collection, document.id);
}
