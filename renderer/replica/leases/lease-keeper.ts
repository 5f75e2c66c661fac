import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { RenewOutput } from '#shared/replication/leases.ts';
import type { Claim } from '#shared/scheduling/claim.ts';
import type { Lease, LeaseSlice } from '#shared/scheduling/lease.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Interval } from '#shared/time/interval.ts';
import { type Guarantee, guaranteeOf, type Holding } from '#renderer/replica/leases/guarantee.ts';
import {
  adopt,
  givable,
  giveUp,
  type HeldLease,
  type HeldLeases,
  markRead,
  markUnread,
  noLeases,
} from '#renderer/replica/leases/held-leases.ts';
import { readLeaseRecord, writeLeaseRecord } from '#renderer/replica/leases/lease-record.ts';
import { type Clocks, LatestServerTime } from '#renderer/replica/leases/latest-server-time.ts';
import { createStore } from '#renderer/replica/store.ts';

/** What is kept for this desk, as far as it counts now, and for others, as far as this desk has heard. */
export type DeskLeases = {
  readonly own: readonly Lease[];
  readonly others: RenewOutput['others'];
  /** Every desk of the clinic, as it was called when the server last said so (DN2). */
  readonly desks: RenewOutput['desks'];
};

type KeeperOptions = {
  readonly records: DeskRecords;
  readonly clocks: Clocks;
  readonly deskId: () => string;
  /** Which replica this desk reads now. */
  readonly generation: () => Promise<number>;
  readonly server: {
    renew(): Promise<RenewOutput>;
    giveUp(slices: readonly LeaseSlice[]): Promise<void>;
  };
  readonly view: {
    startTick(): number;
    /** Claims of this desk's commands that have no verdict yet. */
    unsentClaims(): readonly Claim[];
    possibleClaims(resourceId: string, window: Interval): readonly HeldClaim[];
    lanesOf(resourceId: string): number;
  };
  /** Pulls now, so that a new lease soon counts. */
  readonly resync: () => void;
  /** Runs while no window of this desk saves a command, and after this one knows of all that were saved. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  /** The record on disk is another one: for this desk's other windows. */
  readonly onWritten: () => void;
};

const none: DeskLeases = { own: [], others: [], desks: [] };

/** Keeps this desk's leases: renews them, gives up what others want, and says what they are good for. */
export class LeaseKeeper {
  readonly #options: KeeperOptions;
  readonly #shown = createStore<DeskLeases>(none);
  #leases: HeldLeases = noLeases;
  #others: RenewOutput['others'] = [];
  #desks: RenewOutput['desks'] = [];
  #clock: LatestServerTime;
  /** By lease, the tick from which on the replica must have been read. */
  readonly #heardAt = new Map<string, number>();
  #generation = 0;
  #inTurn: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#clock = new LatestServerTime(options.clocks, null);
  }

  get shown() {
    return this.#shown;
  }

  /** Reads what is on disk; to be called when the replica has been read. */
  async load(): Promise<void> {
    const { records, clocks, deskId, generation, view } = this.#options;
    this.#generation = await generation();
    const record = await readLeaseRecord(records, deskId(), this.#generation);
    // A browser may have cleared the replica away and left the record: then nothing is known of what is booked.
    const isEmpty = record.leases.held.some(({ resourceId }) => view.lanesOf(resourceId) === 0);
    this.#leases = isEmpty ? markUnread(record.leases) : record.leases;
    this.#clock = new LatestServerTime(clocks, record.clock);
    this.#others = record.others;
    this.#desks = record.desks;
    this.show();
  }

  /** Asks the server what this desk has, and gives up what it is asked for. One at a time. @throws Outage */
  renew(): Promise<void> {
    return this.#next(() => this.#renew());
  }

  /** Everything that the server had at this tick has been read, and is on disk. */
  caughtUp(tick: number): Promise<void> {
    return this.#next(async () => {
      const read = this.#leases.held.filter(({ id, isRead }) => !isRead && (this.#heardAt.get(id) ?? Infinity) < tick);
      if (read.length === 0) return;
      this.#leases = markRead(this.#leases, new Set(read.map(({ id }) => id)));
      await this.#write();
      this.show();
    });
  }

  /** The replica was thrown away: what is booked is to be read again, and so the leases with it. */
  replicaReplaced(): void {
    this.#leases = markUnread(this.#leases);
    this.#heardAt.clear();
    this.show();
    void this.#next(async () => {
      this.#generation = await this.#options.generation();
      await this.#write();
    }).catch(() => undefined); // The record on disk names a replica that is gone, and so keeps nothing either.
  }

  /** What can be promised about a visit with these claims now. */
  guaranteeOf(visit: Holding): Guarantee {
    const { view } = this.#options;
    return guaranteeOf(visit, {
      leases: this.#counting(),
      lanesOf: (resourceId) => view.lanesOf(resourceId),
      possible: (resourceId, window) => view.possibleClaims(resourceId, window),
    });
  }

  /** Time passes: shows what counts now, and writes down how late it is. */
  async tick(): Promise<void> {
    this.show();
    if (this.#leases.held.length > 0) await this.#next(() => this.#write());
  }

  show(): void {
    const own = this.#counting();
    const shown: DeskLeases = { own, others: this.#others, desks: this.#desks };
    if (JSON.stringify(shown) !== JSON.stringify(this.#shown.get())) this.#shown.set(shown);
  }

  #counting(): readonly HeldLease[] {
    const now = this.#clock.now();
    if (now === null) return [];
    return this.#leases.held.filter(
      ({ isRead, expiresAt, end }) => isRead && expiresAt > now.latest && (now.isSure || expiresAt >= end),
    );
  }

  async #renew(): Promise<void> {
    const { server, view, resync } = this.#options;
    const asked = this.#clock.before();
    const answer = await server.renew();
    this.#clock.heard(answer.serverTime, asked);
    this.#leases = adopt(this.#leases, answer);
    this.#others = answer.others;
    this.#desks = answer.desks;
    const tick = view.startTick();
    const unread = this.#leases.held.filter(({ isRead }) => !isRead);
    for (const { id } of unread) if (!this.#heardAt.has(id)) this.#heardAt.set(id, tick);
    await this.#write();
    this.show();
    if (answer.recalls.length > 0) await this.#giveUp(answer.recalls);
    if (unread.length > 0) resync();
  }

  /** On disk first, and only then to the server (LE5). */
  async #giveUp(recalls: readonly LeaseSlice[]): Promise<void> {
    const { server, view, exclusively } = this.#options;
    let slices: readonly LeaseSlice[] = [];
    await exclusively(async () => {
      // In one step with the look at what is booked here: whoever books after it sees the smaller lease.
      slices = givable(this.#leases, recalls, view.unsentClaims());
      this.#leases = giveUp(this.#leases, slices);
      this.show();
      await this.#write();
    });
    if (slices.length > 0) await server.giveUp(slices);
  }

  async #write(): Promise<void> {
    const { records, deskId, onWritten } = this.#options;
    const clock = this.#clock.mark();
    const heard = { leases: this.#leases, others: this.#others, desks: this.#desks };
    await writeLeaseRecord(records, { deskId: deskId(), generation: this.#generation, ...heard, clock });
    onWritten();
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#inTurn.then(work);
    this.#inTurn = done.catch(() => undefined);
    return done;
  }
}
