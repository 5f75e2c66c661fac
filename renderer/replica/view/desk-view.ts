import type { Change, Decision } from '#shared/commands/decision.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { View, ViewChange } from '#renderer/replica/desk.ts';
import { HeldByOthers } from '#renderer/replica/view/held-by-others.ts';
import { IndexedWorld, keyOf } from '#renderer/replica/view/indexed-world.ts';
import { KnownDocuments, type Touched } from '#renderer/replica/view/known-documents.ts';
import { effectOf, type LocalCommand, predict } from '#renderer/replica/view/local-command.ts';
import { hiddenClaims } from '#renderer/replica/view/possible-claims.ts';
import { ViewChanges } from '#renderer/replica/view/view-changes.ts';
import { ViewSubscribers } from '#renderer/replica/view/view-subscribers.ts';

/**
 * The replica with this desk's commands folded over it in the order of their sequence (F5). A command stays folded
 * until the replica holds what its verdict wrote (F27); a new one is only folded on top, so an echo costs one decide().
 */
export class DeskView {
  readonly #shown = new IndexedWorld();
  readonly #known = new KnownDocuments();
  readonly #subscribers = new ViewSubscribers();
  readonly #held = new HeldByOthers();
  #commands: LocalCommand[] = [];
  #overlaid = new Map<string, Touched>();
  #pending = new Set<string>();
  #tick = 0;
  /** The ticks at which feed and range were last asked for what is here; without a range, it withholds nothing. */
  #pulledTick = 0;
  #lookedTick = Infinity;
  #clearedTick = 0;
  #deskId = '';

  readonly view: View = {
    find: (collection, id) => this.#shown.find(collection, id),
    claimsOn: (resourceId, window) => {
      const claims = this.#shown.claimsOn(resourceId, window);
      const held = this.#held.claimsOn(resourceId, window);
      return held.length === 0 ? claims : [...claims, ...held];
    },
    holds: this.#held.holds,
    all: (collection) => this.#shown.all(collection),
    appointmentsIn: (window) => this.#shown.appointmentsIn(window),
    blocksIn: (window) => this.#shown.blocksIn(window),
    isPending: (collection, id) => this.#isPending(collection, id),
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

  /** The highest version of the document that the feed has brought; 0 when it never did. */
  versionOf(collection: Collection, id: string): number {
    return this.#known.pulledVersion(collection, id);
  }

  /** What the feed has brought of a collection and not called gone: versions by id. */
  readonly held: KnownDocuments['held'] = (collection) => this.#known.held(collection);

  /** Every claim that may be there, whatever the server decides about what it has not seen (LE10). */
  possibleClaims(resourceId: string, window: Interval): readonly HeldClaim[] {
    const beneath = Array.from(this.#overlaid.values(), ({ collection, id }) => this.#beneath(collection, id));
    const hidden = hiddenClaims(beneath, this.#commands, { resourceId, window });
    return [...this.#shown.claimsOn(resourceId, window), ...hidden];
  }

  /** Commands without a verdict. */
  unsent(): readonly LocalCommand[] {
    return this.#commands.filter(({ verdict }) => verdict === null);
  }

  predict(command: LocalCommand): Decision | null {
    return predict(command, this.view, this.#deskId);
  }

  /** What others hold counts for what is foreseen, and never takes away what this desk has saved (I8). */
  showHolds(holds: readonly PublicHold[]): void {
    if (this.#held.set(holds)) this.#subscribers.stir();
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

  /** What was decided waits again, the oldest first: the server may have lost it (RO2). */
  offerAgain(pending: readonly LocalCommand[]): void {
    const shown = new Map(this.#commands.map((command) => [command.draft.id, command]));
    const again = pending.map((command) => {
      const changes = shown.get(command.draft.id)?.changes ?? [];
      shown.delete(command.draft.id);
      return this.#asShown({ ...command, changes });
    });
    this.#refold([...again, ...shown.values()]);
  }

  /** With what it may have made, as it is on the screen: so it stays there while the replica is pulled anew (I8). */
  #asShown(command: LocalCommand): LocalCommand {
    const known = new Set(command.changes.map(({ collection, document }) => keyOf(collection, document.id)));
    const rest = (command.ready?.reads() ?? []).flatMap(({ collection, id }, at): Change[] => {
      const mayBeMade = (at === 0 || collection === 'clients') && !known.has(keyOf(collection, id));
      const document = mayBeMade ? this.#shown.find(collection, id) : null;
      // The document was found in this very collection, which the compiler cannot pair in a union.
      return document === null ? [] : [{ collection, document } as Change];
    });
    return rest.length === 0 ? command : { ...command, changes: [...command.changes, ...rest] };
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
    this.#redraw(changes.filter((change) => this.#known.pull(change)));
  }

  /** From now on a range is looked at; nothing of another one stays: half a day's visits look like a free day (RG4). */
  startLooking(): void {
    this.#lookedTick = 0;
    this.#redraw(this.#known.lookAway());
  }

  /**
   * Takes in what the range had at that tick. What commands decided before it did in there is in it, and their overlays
   * may end (RG6); not so where the answer was cut: what they wrote may be in the part that is missing.
   */
  showLooked(
    changes: readonly ViewChange[],
    { tick, isCut }: { readonly tick: number; readonly isCut: boolean },
  ): void {
    if (tick <= this.#clearedTick) return;
    this.#redraw(this.#known.look(changes));
    if (!isCut) this.#lookedTick = tick;
    this.#endOverlays();
  }

  /** Nobody looks at a range any more. */
  lookAway(): void {
    this.#lookedTick = Infinity;
    this.#redraw(this.#known.lookAway());
    this.#endOverlays();
  }

  /** Forgets the replica, whose database is being filled anew; this desk's own commands stay in sight. */
  clearReplica(): void {
    this.#clearedTick = this.#tick;
    if (this.#lookedTick !== Infinity) this.#lookedTick = 0;
    const commands = this.#commands.map((command) => this.#asShown(command));
    this.#refold(commands, this.#known.clear());
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
    this.#pulledTick = tick;
    this.#endOverlays();
  }

  /** Another window knows which commands are still open; the decided rest is in the replica, or outside of it. */
  keepOpen(openCommandIds: ReadonlySet<string>): void {
    this.#keep(({ draft, decidedTick }) => openCommandIds.has(draft.id) || decidedTick >= this.#lookedTick);
  }

  /** Commands that are shown on top of the replica: waiting for their verdict, or for its documents. */
  openCommandIds(): ReadonlySet<string> {
    return new Set(this.#commands.map(({ draft }) => draft.id));
  }

  #isPending(collection: Collection, id: string): boolean {
    if (this.#pending.has(keyOf(collection, id))) return true;
    const named = collection === 'appointments' ? namedOccurrence(id) : null;
    if (named === null || !this.#pending.has(keyOf('series', named.seriesId))) return false;
    // What is pending about the series may be another occurrence's; a new one's are all pending with it.
    return this.#known.find('series', named.seriesId) === null && this.#known.find(collection, id) === null;
  }

  #endOverlays(): void {
    const endedTick = Math.min(this.#pulledTick, this.#lookedTick);
    this.#keep(({ decidedTick }) => decidedTick >= endedTick);
  }

  /** Drops decided commands, but for those that are `isOpen`. */
  #keep(isOpen: (command: LocalCommand) => boolean): void {
    const kept = this.#commands.filter((command) => command.verdict === null || isOpen(command));
    if (kept.length < this.#commands.length) this.#refold(kept);
  }

  #redraw(touched: readonly Touched[]): void {
    if (touched.length === 0) return;
    if (this.#commands.length > 0) this.#refold(this.#commands, touched);
    else this.#step((step) => this.#uncover(touched, step));
  }

  /** Shows these documents as they are below this desk's commands. */
  #uncover(documents: Iterable<Touched>, step: ViewChanges): void {
    for (const { collection, id } of documents) step.put(collection, id, this.#beneath(collection, id));
  }

  #refold(
    commands: readonly LocalCommand[],
    touched: readonly Touched[] = [],
    decided: readonly LocalCommand[] = [],
  ): void {
    this.#step((step) => {
      this.#uncover(touched, step);
      this.#uncover(this.#overlaid.values(), step);
      this.#overlaid = new Map();
      this.#pending = new Set();
      const open = commands.filter((command) => !this.#isSettled(command));
      this.#commands = open.map((command) => this.#fold(command, step));
      for (const command of decided) mention(command, step);
    });
  }

  #fold(command: LocalCommand, step: ViewChanges): LocalCommand {
    if (this.#isCovered(command)) return command;
    const { shown, last } = effectOf(command, this.#shown, this.#deskId);
    for (const { collection, document } of shown) {
      const key = keyOf(collection, document.id);
      step.put(collection, document.id, document);
      this.#overlaid.set(key, { collection, id: document.id });
      if (command.verdict === null) this.#pending.add(key);
    }
    return { ...command, changes: last };
  }

  #isSettled({ verdict }: LocalCommand): boolean {
    if (verdict === null) return false;
    if (verdict.kind === 'refused') return true;
    // A collection that this version does not know has no document here, and the overlay ends at `caughtUp`.
    return verdict.revisions.every(
      ({ collection, id, version }) => this.#known.pulledVersion(collection, id) >= version,
    );
  }

  /** A range shows already what it wrote; when nobody looks there any more, the feed may still have to bring it. */
  #isCovered({ verdict }: LocalCommand): boolean {
    if (verdict === null) return false;
    return verdict.revisions.every(({ collection, id, version }) => this.#known.has(collection, id, version));
  }

  // The document was found in this very collection, which the compiler cannot pair in a union.
  #beneath<Name extends Collection>(collection: Name, id: string): Documents[Name] | null {
    return this.#known.find(collection, id) as Documents[Name] | null;
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
