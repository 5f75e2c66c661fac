import type { LeaseOverview, RenewOutput } from '#shared/replication/leases.ts';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { PreviewInput, PreviewOutput } from '#shared/replication/series-preview.ts';
import type { Checkpoint, Command, Poke, PullOutput, PushInput, RangeOutput } from '#shared/replication/protocol.ts';
import type { HoldMinutesSet } from '#shared/replication/holds.ts';
import type { AuditEntry } from '#shared/replication/audit.ts';
import type { SignIn } from '#shared/replication/session.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import { Bell } from '#renderer/replica/network/bell.ts';
import { Connection } from '#renderer/replica/network/connection.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';
import type { ServerLocator } from '#renderer/replica/network/server-locator.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Pump } from '#renderer/replica/pump/pump.ts';
import type { HoldList } from '#renderer/replica/holds/desk-holds.ts';
import type { HoldCredential } from '#renderer/replica/holds/hold-model.ts';
import type { HoldExtended, HoldPlaced, PlaceHold } from '#renderer/replica/network/hold-calls.ts';
import { type ServerClient, serverClient } from '#renderer/replica/server-client.ts';
import type { SyncState } from '#renderer/sync-status/sync-machine.ts';

type LineOptions = {
  readonly locator: ServerLocator;
  /** How a server is called; over HTTP unless given. */
  readonly connect?: typeof serverClient;
  /** Null until the desk is enrolled. */
  readonly deskKey: () => string | null;
  readonly log: OutboxLog;
  readonly lastSyncAt: SyncState['lastSyncAt'];
  readonly onPoke: (poke: Poke) => void;
  /** What is sent with these commands. */
  readonly offer: (commands: readonly Command[]) => Promise<PushInput>;
  /** Verdicts of the server of that epoch; null: the desk's own. */
  readonly onDecided: (verdicts: ReadonlyMap<string, Verdict>, epoch: string | null) => Promise<void>;
  readonly onKeyRefused: () => void;
  readonly report: (what: string, error?: unknown) => void;
};

/** The desk's line to its server: one stream, one pump, and every call. */
export class DeskLine {
  readonly #options: LineOptions;
  readonly connection: Connection;
  readonly pump: Pump;
  #client: { readonly url: string; readonly key: string; readonly server: ServerClient } | null = null;

  constructor(options: LineOptions) {
    const { log, lastSyncAt, onPoke, offer, onDecided, onKeyRefused, report } = options;
    this.#options = options;
    this.connection = new Connection({ server: () => this.#server(), onPoke, onKeyRefused }, lastSyncAt);
    this.pump = new Pump({
      pending: () => log.pending(),
      push: async (commands) => {
        const offered = await offer(commands);
        return this.connection.call((server, signal) => server.push(offered, signal));
      },
      attempted: (ids) => log.recordAttempt(ids).catch((error) => report('attempts were not counted', error)),
      decided: onDecided,
      untilOnline: (signal) => this.connection.untilOnline(signal),
      now: wallClock,
    });
  }

  /** Keeps the line up and sends what waits, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const stopMoves = this.#options.locator.onMove(() => this.connection.restart());
    const check = (): void => this.check();
    addEventListener('online', check);
    addEventListener('offline', check);
    let before = this.connection.state.get().connection;
    const stopWatching = this.connection.state.subscribe(() => {
      const { connection } = this.connection.state.get();
      if (connection === 'online' && before !== 'online') this.pump.retryNow();
      before = connection;
    });
    await Promise.all([this.connection.run(signal), this.pump.run(signal)]);
    removeEventListener('online', check);
    removeEventListener('offline', check);
    stopMoves();
    stopWatching();
  }

  /** Tries now, whatever was being waited for. */
  check(): void {
    this.connection.check();
    this.pump.retryNow();
  }

  signIn(personId: string, pin: string): Promise<SignIn> {
    return this.connection.call((server, signal) => server.signIn(personId, pin, signal));
  }

  auditOf(appointmentId: string): Promise<readonly AuditEntry[]> {
    return this.connection.call((server, signal) => server.auditOf(appointmentId, signal));
  }

  previewSeries(input: PreviewInput): Promise<PreviewOutput> {
    return this.connection.call((server, signal) => server.previewSeries(input, signal));
  }

  placeHold(input: PlaceHold): Promise<HoldPlaced> {
    return this.connection.call((server, signal) => server.holds.place(input, signal));
  }

  extendHold(credential: HoldCredential): Promise<HoldExtended> {
    return this.connection.call((server, signal) => server.holds.extend(credential, signal));
  }

  releaseHold(credential: HoldCredential): Promise<void> {
    return this.connection.call((server, signal) => server.holds.release(credential, signal));
  }

  holds(): Promise<HoldList> {
    return this.connection.call((server, signal) => server.holds.list(signal));
  }

  setHoldMinutes(actorId: string, minutes: number): Promise<HoldMinutesSet> {
    return this.connection.call((server, signal) => server.holds.setMinutes({ actorId, minutes }, signal));
  }

  /** While the page goes: nobody will hear the answer. */
  abandonHold(credential: HoldCredential): void {
    this.#server()?.holds.abandon(credential);
  }

  renewLeases(): Promise<RenewOutput> {
    return this.connection.call((server, signal) => server.renewLeases(signal));
  }

  giveUpLeases(slices: readonly LeaseSlice[]): Promise<void> {
    return this.connection.call((server, signal) => server.giveUpLeases(slices, signal));
  }

  leaseOverview(): Promise<LeaseOverview> {
    return this.connection.call((server, signal) => server.leaseOverview(signal));
  }

  range(interval: Interval, signal: AbortSignal): Promise<RangeOutput> {
    return this.connection.call((server, lost) => server.range(interval, AbortSignal.any([signal, lost])));
  }

  /** Pulls a page, waiting while there is no server. Rejects with the signal, or when it will never be answered. */
  async pull(collection: Collection, checkpoint: Checkpoint | null, signal: AbortSignal): Promise<PullOutput> {
    for (let failures = 1; ; failures += 1) {
      await this.connection.untilOnline(signal);
      signal.throwIfAborted();
      try {
        return await this.connection.call((server, lost) =>
          server.pull(collection, checkpoint, AbortSignal.any([signal, lost])),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (asOutage(error).kind === 'rejected') throw error;
        await new Bell().wait(backoffMs(failures, Math.random()), signal);
      }
    }
  }

  #server(): ServerClient | null {
    const url = this.#options.locator.url();
    const key = this.#options.deskKey();
    if (url === null || key === null) return null;
    if (this.#client?.url !== url || this.#client.key !== key)
      this.#client = { url, key, server: (this.#options.connect ?? serverClient)(url, key) };
    return this.#client.server;
  }
}
