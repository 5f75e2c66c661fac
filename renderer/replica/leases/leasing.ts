import type { DeskRecords } from '#shared/desktop/outbox.ts';
import type { Poke } from '#shared/replication/protocol.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import type { Clocks } from '#renderer/replica/leases/latest-server-time.ts';
import { LeaseKeeper } from '#renderer/replica/leases/lease-keeper.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import type { DeskLine } from '#renderer/replica/network/desk-line.ts';
import type { WindowLocks } from '#renderer/replica/network/leader.ts';
import { REPLICA_GENERATION } from '#renderer/replica/database/replica-generation.ts';
import { report } from '#renderer/replica/report.ts';
import { changesSeries, claimsOfCommand } from '#renderer/replica/view/possible-claims.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

const RENEW_EVERY_MS = 4 * 60_000;
const TICK_EVERY_MS = 20_000;

type LeasingOptions = {
  readonly name: string;
  readonly locks: WindowLocks | undefined;
  /** This computer's own, unless given. */
  readonly clocks?: Clocks;
  readonly records: DeskRecords;
  readonly line: DeskLine;
  readonly view: DeskView;
  readonly deskId: () => string;
  /** Shows what other windows of this desk have saved. */
  readonly readAppended: () => Promise<void>;
  readonly resync: () => void;
  /** To the console, unless given. */
  readonly report?: typeof report;
  readonly onWritten: () => void;
};

/** When leases are renewed, and how the windows of one desk share them: the one that leads renews, the others read. */
export class Leasing {
  readonly #options: LeasingOptions;
  readonly keeper: LeaseKeeper;
  #isLeading = false;

  constructor(options: LeasingOptions) {
    const { records, line, view, deskId, resync } = options;
    this.#options = options;
    this.keeper = new LeaseKeeper({
      records,
      clocks: options.clocks ?? { counting: () => performance.now(), wall: wallClock },
      deskId,
      generation: async () => Number(await records.read(REPLICA_GENERATION)) || 0,
      server: { renew: () => line.renewLeases(), giveUp: (slices) => line.giveUpLeases(slices) },
      view: {
        startTick: () => view.startTick(),
        unsentClaims: () => view.unsent().flatMap(claimsOfCommand),
        possibleClaims: (resourceId, window) => view.possibleClaims(resourceId, window),
        // Nothing is promised beside a series that the server has not seen.
        lanesOf: (resourceId) =>
          view.unsent().some(changesSeries) ? 0 : (view.view.find('resources', resourceId)?.lanes ?? 0),
      },
      resync,
      exclusively: (work) => this.#locked('exclusive', () => options.readAppended().then(work)),
      onWritten: () => this.#isLeading && options.onWritten(),
    });
  }

  /** What screens use of it. */
  asDesk(): Pick<Desk, 'leases' | 'guaranteeOf' | 'leaseOverview'> {
    return {
      leases: this.keeper.shown,
      guaranteeOf: (visit) => this.keeper.guaranteeOf(visit),
      leaseOverview: () => this.#options.line.leaseOverview(),
    };
  }

  /** Reads what is on disk: at the start, and when the window that leads has written. */
  load(): Promise<void> {
    return this.#isLeading ? Promise.resolve() : this.keeper.load().catch(this.#told('the leases cannot be read'));
  }

  /** Saves a command; meanwhile no window gives away the time that it counts on. */
  whileSaving<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.keeper.shown.get().own.length === 0) return work();
    return this.#locked('shared', () => this.load().then(work));
  }

  heed({ kind }: Poke): void {
    if (kind !== 'changed') this.#renew();
  }

  caughtUp(tick: number): void {
    this.keeper.caughtUp(tick).catch(this.#told('a lease was not written down'));
  }

  /** This window holds the line, until the signal. */
  lead(signal: AbortSignal): void {
    this.#isLeading = true;
    const { view, line } = this.#options;
    const stopWatching = view.view.subscribe((changes) => {
      if (changes.some(({ collection }) => collection === 'locations')) this.#renew();
    });
    const renewing = setInterval(() => this.#renew(), RENEW_EVERY_MS);
    const ticking = setInterval(() => void this.keeper.tick().catch(this.#told('a lease')), TICK_EVERY_MS);
    signal.addEventListener('abort', () => {
      clearInterval(renewing);
      clearInterval(ticking);
      stopWatching();
    });
    if (line.connection.state.get().connection === 'online') this.#renew();
  }

  #renew(): void {
    const { line } = this.#options;
    if (!this.#isLeading || line.connection.state.get().connection !== 'online') return;
    // Without an answer the leases stay as they are; the next occasion asks again.
    this.keeper.renew().catch(() => this.keeper.show());
  }

  #locked<Result>(mode: 'shared' | 'exclusive', work: () => Promise<Result>): Promise<Result> {
    // A page without locks (not a secure origin) has no other window that leads either way; see `asLeader`.
    const { locks, name } = this.#options;
    return locks === undefined ? work() : locks.request(`${name}-leases`, { mode }, work);
  }

  #told(what: string): (error: unknown) => void {
    const { report: tell = report } = this.#options;
    return (error) => tell(what, error);
  }
}
