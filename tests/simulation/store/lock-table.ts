import { DatabaseError } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

/** PostgreSQL's row locks: `update` for SELECT … FOR UPDATE, `change` for an UPDATE of no key, `share` for a foreign key. */
export type LockMode = 'update' | 'change' | 'share';

const excludes: Readonly<Record<LockMode, readonly LockMode[]>> = {
  update: ['update', 'change', 'share'],
  change: ['update', 'change'],
  share: ['update'],
};

/** Whoever holds locks until they end. */
export type LockOwner = {
  readonly locks: Map<string, Set<LockMode>>;
  /** For whom it waits now; that is how a deadlock is seen. */
  waitsFor: readonly LockOwner[];
  hasEnded: boolean;
  /** How long it waits for a lock before it gives up. */
  readonly patienceMs: number;
};

const DEADLOCK_MS = 1_000;

/** Who holds what, and who waits for whom. */
export class LockTable {
  readonly #time: VirtualTime;
  readonly #onDeadlock: () => void;
  readonly #owners = new Map<string, Set<LockOwner>>();
  #waiting: (() => void)[] = [];

  constructor(time: VirtualTime, onDeadlock: () => void) {
    this.#time = time;
    this.#onDeadlock = onDeadlock;
  }

  /** How many rows are locked. */
  get size(): number {
    return [...this.#owners.values()].filter((owners) => owners.size > 0).length;
  }

  /** Takes the lock, waiting for whoever stands in the way. @throws DatabaseError 40P01, 55P03 */
  acquire(owner: LockOwner, key: string, mode: LockMode): Promise<void> {
    return this.when(
      owner,
      () => this.#holders(owner, key, mode),
      () => {
        const owners = this.#owners.get(key) ?? new Set();
        this.#owners.set(key, owners.add(owner));
        owner.locks.set(key, (owner.locks.get(key) ?? new Set()).add(mode));
      },
    );
  }

  /** Does it once nobody is in the way any more, and before anybody else who waited can. */
  async when<Result>(owner: LockOwner, inTheWay: () => readonly LockOwner[], take: () => Result): Promise<Result> {
    const began = this.#time.now;
    // A statement beside one that has failed: nobody would ever give back what it takes.
    if (owner.hasEnded) throw new Outage('database-unreachable', 'The transaction has ended.');
    for (let others = inTheWay(); others.length > 0; others = inTheWay()) {
      owner.waitsFor = others;
      await this.#untilSomebodyEnds(owner);
      if (owner.hasEnded) throw new Outage('database-unreachable', 'The database went away.');
      if (this.#time.now - began >= DEADLOCK_MS && isInCircle(owner)) this.#fail(owner, '40P01');
      if (this.#time.now - began >= owner.patienceMs) this.#fail(owner, '55P03');
    }
    owner.waitsFor = [];
    return take();
  }

  /** Gives back what was taken, or all of it. */
  release(owner: LockOwner, keep: ReadonlyMap<string, ReadonlySet<LockMode>> = new Map()): void {
    for (const [key, modes] of owner.locks) {
      const kept = keep.get(key);
      if (kept === undefined) {
        this.#owners.get(key)?.delete(owner);
        owner.locks.delete(key);
      } else for (const mode of modes) if (!kept.has(mode)) modes.delete(mode);
    }
    this.#wakeAll();
  }

  /** Everybody is gone: the server died. */
  clear(): void {
    this.#owners.clear();
    this.#waiting = [];
  }

  #holders(owner: LockOwner, key: string, mode: LockMode): readonly LockOwner[] {
    const holders = [...(this.#owners.get(key) ?? [])];
    return holders.filter(
      (other) => other !== owner && excludes[mode].some((excluded) => other.locks.get(key)?.has(excluded)),
    );
  }

  /** Looks again once a second, as PostgreSQL's search for deadlocks does, or when its patience is at an end. */
  #untilSomebodyEnds({ patienceMs }: LockOwner): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#time.after(Math.min(DEADLOCK_MS, patienceMs), resolve);
      this.#waiting.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  #wakeAll(): void {
    const woken = this.#waiting;
    this.#waiting = [];
    for (const wake of woken) wake();
  }

  #fail(owner: LockOwner, code: '40P01' | '55P03'): never {
    if (code === '40P01') this.#onDeadlock();
    owner.waitsFor = [];
    throw new DatabaseError(code, '');
  }
}

function isInCircle(owner: LockOwner): boolean {
  const seen = new Set<LockOwner>();
  const reaches = (from: LockOwner): boolean =>
    from.waitsFor.some((next) => {
      if (next === owner) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next);
    });
  return reaches(owner);
}
