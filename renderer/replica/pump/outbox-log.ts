import type { Verdict } from '#shared/commands/verdict.ts';
import type { CommandDraft, Outbox, OutboxEntry } from '#shared/desktop/outbox.ts';
import { mayForget } from '#shared/desktop/outbox-row.ts';
import type { Command } from '#shared/replication/protocol.ts';

/** How many settled commands stay on disk, to be offered again to a server that was restored from a backup. */
const KEPT = 2_000;

/** The outbox in memory, in front of the one on disk. What it says is saved has been saved. */
export class OutboxLog {
  readonly #outbox: Outbox;
  readonly #kept: number;
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #listeners = new Set<() => void>();
  /** Verdicts that a full disk did not take. */
  #unwritten: ReadonlyMap<string, Verdict> = new Map();
  #pending: readonly Command[] | null = null;
  /** Up to this sequence number everything on disk has been read that was to be. */
  #readThrough = 0;
  #reading = 0;
  /** Verdicts on commands that are just being read. */
  readonly #heard = new Map<string, Verdict>();

  /** @param kept how many settled commands stay on disk. */
  constructor(outbox: Outbox, kept = KEPT) {
    this.#outbox = outbox;
    this.#kept = kept;
  }

  /** Reads what is on disk from `sinceSequence` on; returns what was new. */
  async load(sinceSequence: number): Promise<readonly OutboxEntry[]> {
    const entries = (await this.#read(sinceSequence)).map((entry) => this.#withHeard(entry));
    if (this.#reading === 0) this.#heard.clear();
    const fresh = entries.filter(({ command }) => !this.#entries.has(command.id));
    // What this window has learned since the disk was read is newer than what was read.
    const isNewer = ({ command }: OutboxEntry): boolean =>
      (this.#entries.get(command.id)?.state ?? 'pending') === 'pending';
    for (const entry of entries.filter(isNewer)) this.#keep(entry);
    this.#tell();
    return fresh;
  }

  /**
   * Reads what other windows have saved since; returns what of it waits. What was decided before this window came to
   * read it is kept too: a refused command waits for somebody in every window (I12).
   */
  async loadAppended(): Promise<readonly OutboxEntry[]> {
    return (await this.load(this.#readThrough + 1)).filter(({ state }) => state === 'pending');
  }

  async #read(sinceSequence: number): Promise<readonly OutboxEntry[]> {
    this.#reading += 1;
    try {
      const entries = await this.#outbox.entries(sinceSequence);
      // Sequence numbers are given in the order of the writes: whatever comes later has a higher one.
      const last = entries.at(-1)?.command.sequence ?? 0;
      this.#readThrough = Math.max(this.#readThrough, last, sinceSequence - 1);
      return entries;
    } finally {
      this.#reading -= 1;
    }
  }

  /** A verdict may have come between the look at the disk and its answer. */
  #withHeard(entry: OutboxEntry): OutboxEntry {
    const verdict = this.#heard.get(entry.command.id);
    return entry.state === 'pending' && verdict !== undefined ? { ...entry, state: 'decided', verdict } : entry;
  }

  /**
   * Makes pending again what the server may have lost, on disk first (RO2); returns all that waits, the oldest first.
   * @throws StorageFailure
   */
  async offerAgain(sinceSequence: number): Promise<readonly Command[]> {
    // Of a server that is no more.
    this.#unwritten = new Map();
    await this.#outbox.offerAgain(sinceSequence);
    return this.rereadPending();
  }

  /** What `offerAgain` would make pending, the oldest first. */
  async offeredAgain(sinceSequence: number): Promise<readonly Command[]> {
    const entries = await this.#outbox.entries(0);
    // A verdict may be known that a full disk did not take.
    const verdictOf = ({ command, verdict }: OutboxEntry) => verdict ?? this.find(command.id)?.verdict ?? null;
    const wasWelcome = (entry: OutboxEntry): boolean => (verdictOf(entry)?.kind ?? 'refused') !== 'refused';
    return entries
      .filter((entry) => entry.command.sequence >= sinceSequence && wasWelcome(entry))
      .map(({ command }) => command);
  }

  /** As `offerAgain`, in another window, after the one that leads has done it. */
  async rereadPending(): Promise<readonly Command[]> {
    const entries = await this.#outbox.entries(0);
    for (const entry of entries) {
      if (entry.state === 'pending' || !this.#entries.has(entry.command.id)) this.#keep(entry);
    }
    this.#tell();
    return this.pending();
  }

  /** Of all that is on disk; 0 when there is nothing. */
  async lastSequence(): Promise<number> {
    return (await this.#outbox.entries(0)).at(-1)?.command.sequence ?? 0;
  }

  find(commandId: string): OutboxEntry | null {
    return this.#entries.get(commandId) ?? null;
  }

  /** Commands without a verdict, the oldest first. */
  pending(): readonly Command[] {
    this.#pending ??= [...this.#entries.values()]
      .filter(({ state }) => state === 'pending')
      .map(({ command }) => command)
      .sort((a, b) => a.sequence - b.sequence);
    return this.#pending;
  }

  /** Entries with a verdict that nobody has put away. */
  decided(): readonly OutboxEntry[] {
    return [...this.#entries.values()].filter(({ state }) => state === 'decided');
  }

  /** @throws StorageFailure */
  async append(draft: CommandDraft): Promise<OutboxEntry> {
    const entry = await this.#outbox.append(draft);
    this.#keep(entry);
    this.#tell();
    return entry;
  }

  async recordAttempt(commandIds: readonly string[]): Promise<void> {
    await this.#outbox.recordAttempt(commandIds);
  }

  /**
   * Takes verdicts in, on disk first. Where the disk is full they hold for this run: the commands stay pending on
   * disk, and are written down with the next ones, or sent again after a restart for the same verdicts (I4).
   */
  async record(verdicts: ReadonlyMap<string, Verdict>, onUnwritten: (error: unknown) => void): Promise<void> {
    const all = new Map([...this.#unwritten, ...verdicts]);
    this.#unwritten = all;
    const rows = [...all].map(([commandId, verdict]) => ({ commandId, verdict }));
    try {
      await this.#outbox.recordVerdicts(rows);
      this.#unwritten = new Map([...this.#unwritten].filter(([id]) => !all.has(id)));
    } catch (error) {
      onUnwritten(error);
    }
    this.adopt(verdicts);
  }

  /**
   * This window leads from now on. What it has heard from the last one, and that one could not write down, is this
   * one's to write down, and to tell to windows that have only the disk to learn from.
   */
  async takeOver(): Promise<void> {
    const pending = (await this.#outbox.entries(Number.MAX_SAFE_INTEGER)).filter(({ state }) => state === 'pending');
    const heard = pending.flatMap(({ command: { id } }): [string, Verdict][] => {
      const verdict = this.find(id)?.verdict ?? null;
      return verdict === null ? [] : [[id, verdict]];
    });
    this.#unwritten = new Map([...heard, ...this.#unwritten]);
  }

  /** For a window that has only the disk to learn from. */
  unwritten(): ReadonlyMap<string, Verdict> {
    return this.#unwritten;
  }

  /** Takes in verdicts that another window of this desk has written down. */
  adopt(verdicts: ReadonlyMap<string, Verdict>): void {
    for (const [id, verdict] of verdicts) {
      const entry = this.#entries.get(id);
      if (entry?.state === 'pending') this.#keep({ ...entry, state: 'decided', verdict });
      if (entry === undefined && this.#reading > 0) this.#heard.set(id, verdict);
    }
    this.#tell();
  }

  /** Only what was refused can be put away: a displaced visit is decided by a command (IN1). */
  async dismiss(commandId: string, personId: string): Promise<void> {
    if (this.#entries.get(commandId)?.verdict?.kind !== 'refused') return;
    await this.#outbox.dismiss(commandId, personId);
    this.adoptDismissal(commandId, personId);
  }

  adoptDismissal(commandId: string, dismissedBy: string): void {
    const entry = this.#entries.get(commandId);
    if (entry?.state === 'decided') this.#keep({ ...entry, state: 'dismissed', dismissedBy });
    this.#tell();
  }

  /** Forgets what is long settled, on disk and here: it is in the replica and nobody has to look at it (I15). */
  async prune(): Promise<void> {
    if (this.#unwritten.size > 0) await this.record(new Map(), () => {});
    const below = this.#lastSequence() - this.#kept;
    if (below > 0) await this.#outbox.prune(below);
    this.forget();
  }

  /** The same in memory alone: a window may be open for months. */
  forget(): void {
    const below = this.#lastSequence() - this.#kept;
    for (const [id, entry] of this.#entries)
      if (entry.command.sequence < below && mayForget(entry) && !this.#unwritten.has(id)) this.#entries.delete(id);
  }

  #lastSequence(): number {
    let last = 0;
    for (const { command } of this.#entries.values()) last = Math.max(last, command.sequence);
    return last;
  }

  /** Below this sequence number nothing waits for the server, for the replica or for a person. */
  settledBelow(openCommandIds: ReadonlySet<string>): number {
    let last = 0;
    let first = Infinity;
    for (const { command, state, verdict } of this.#entries.values()) {
      last = Math.max(last, command.sequence);
      const isOpen = state === 'pending' || openCommandIds.has(command.id);
      if (isOpen || (state === 'decided' && verdict?.kind === 'refused')) first = Math.min(first, command.sequence);
    }
    return Math.min(first, last + 1);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(entry: OutboxEntry): void {
    this.#entries.set(entry.command.id, entry);
    this.#pending = null;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
