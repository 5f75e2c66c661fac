type Event = { readonly at: number; readonly order: number; readonly run: () => void; isCancelled: boolean };

export type VirtualTimer = { cancel(): void };

/**
 * One queue of everything that will happen. Time stands still while something runs, and jumps to the next event when
 * every promise has come to rest; so a run is a function of what was scheduled, and of nothing else.
 */
export class VirtualTime {
  readonly #heap: Event[] = [];
  #order = 0;
  #now = 0;
  #slept = 0;
  #events = 0;

  /** Milliseconds since the run began, without the time that everybody slept through. */
  get now(): number {
    return this.#now;
  }

  /** The same with it: what a right clock on the wall shows. */
  get wall(): number {
    return this.#now + this.#slept;
  }

  /** How many events have happened. */
  get events(): number {
    return this.#events;
  }

  after(delayMs: number, run: () => void): VirtualTimer {
    const event: Event = { at: this.#now + Math.max(0, delayMs), order: (this.#order += 1), run, isCancelled: false };
    this.#push(event);
    return { cancel: () => void (event.isCancelled = true) };
  }

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** The computers sleep: clocks go on, nothing else does. */
  sleep(ms: number): void {
    this.#slept += ms;
  }

  /** Lets events happen until `isDone`, until `untilMs`, or until there are none. */
  async run(untilMs: number, isDone: () => boolean): Promise<void> {
    for (;;) {
      await atRest();
      if (isDone()) return;
      const next = this.#pop();
      if (next === null || next.at > untilMs) {
        if (next !== null) this.#push(next);
        this.#now = Math.max(this.#now, untilMs);
        return;
      }
      if (next.isCancelled) continue;
      this.#now = next.at;
      this.#events += 1;
      next.run();
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    heap.push(event);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) break;
      at = parent;
    }
  }

  #pop(): Event | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (first === last) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, at)) return first;
      at = child;
    }
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swapIfEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined || !this.#isEarlier(a, b)) return false;
    this.#heap[a] = other;
    this.#heap[b] = one;
    return true;
  }
}

/** Node runs a tick only when the queue of promises is empty, and that is what coming to rest means. */
function atRest(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
