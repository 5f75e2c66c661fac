/**
 * Commands that were decided, and whose documents may not be on disk yet: the window that pulled them shows them already,
 * and the others would lose sight of them (I8). Ticks are those of the view of the window that leads.
 */
export class DecidedSince {
  readonly #ticks = new Map<string, number>();

  note(commandIds: Iterable<string>, tick: number): void {
    for (const id of commandIds) this.#ticks.set(id, tick);
  }

  /** Everything that the server had at this tick is on disk. @returns these and the others that are still to be shown */
  caughtUp(tick: number, openCommandIds: ReadonlySet<string>): ReadonlySet<string> {
    for (const [id, decidedAt] of this.#ticks) if (decidedAt < tick) this.#ticks.delete(id);
    return new Set([...openCommandIds, ...this.#ticks.keys()]);
  }
}
