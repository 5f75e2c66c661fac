import type { Poke } from '#shared/replication/protocol.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import { Bell } from '#renderer/replica/network/bell.ts';
import { asOutage, Outage } from '#renderer/replica/network/outage.ts';
import type { ServerClient } from '#renderer/replica/server-client.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import { initialSync, nextSync, type SyncEvent, type SyncState } from '#renderer/sync-status/sync-machine.ts';

const LONGEST_PAUSE_MS = 2_000;
const PROBE_MS = 1_500;

type ConnectionOptions = {
  /** The server as it can be reached now; null while nobody knows where it is. */
  readonly server: () => ServerClient | null;
  readonly onPoke: (poke: Poke) => void;
  readonly onKeyRefused: () => void;
};

/**
 * Knows whether the server can be reached: keeps the one stream of this desk open (F25), asks when in doubt, and gives
 * up every call under way when the line is lost, so that a call into the void never delays the return.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #state;
  readonly #bell = new Bell();
  #calls = new AbortController();
  #stream = new AbortController();

  constructor(options: ConnectionOptions, lastSyncAt: SyncState['lastSyncAt']) {
    this.#options = options;
    this.#state = createStore(initialSync(lastSyncAt));
  }

  get state(): Store<SyncState> {
    return this.#state;
  }

  report(kind: SyncEvent['kind']): void {
    this.#state.set(nextSync(this.#state.get(), { kind, now: wallClock() }));
    if (kind !== 'lost') return;
    this.#calls.abort(new Outage('network'));
    this.#calls = new AbortController();
  }

  /** Takes over what the tab that holds the line says. */
  adopt(state: SyncState): void {
    this.#state.set(state);
  }

  /** Calls the server, and learns from how it went. @throws Outage */
  async call<Value>(work: (server: ServerClient, signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const server = this.#options.server();
    if (server === null) throw new Outage('network');
    try {
      const value = await work(server, this.#calls.signal);
      this.report('reached');
      return value;
    } catch (error) {
      const outage = asOutage(error);
      this.#learn(outage);
      throw outage;
    }
  }

  async untilOnline(signal: AbortSignal): Promise<void> {
    while (this.#state.get().connection !== 'online' && !signal.aborted) {
      const changed = new Bell();
      const stop = this.#state.subscribe(() => changed.ring());
      if (this.#state.get().connection !== 'online') await changed.wait(null, signal);
      stop();
    }
  }

  /** Asks the server now whether it is there: the computer's network changed, or a person wants to know. */
  check(): void {
    this.report('tried');
    this.#bell.ring();
    void this.#probe().catch(() => this.#stream.abort());
  }

  /** The server is somewhere else, or knows this desk by another key. */
  restart(): void {
    this.report('enrolled');
    this.#stream.abort();
    this.#bell.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#probe();
        failures = 0;
        await this.#follow(signal);
      } catch {
        failures += 1;
      }
      await this.#bell.wait(backoffMs(Math.max(failures, 1), Math.random(), LONGEST_PAUSE_MS), signal);
    }
  }

  #probe(): Promise<void> {
    return this.call((server, signal) => server.probe(AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])));
  }

  /** Stays with the stream until it ends. */
  async #follow(signal: AbortSignal): Promise<void> {
    const server = this.#options.server();
    if (server === null) return;
    this.#stream = new AbortController();
    const ended = await server.follow(AbortSignal.any([signal, this.#stream.signal]), (poke) => {
      this.report('reached');
      this.#options.onPoke(poke);
    });
    if (!signal.aborted && ended !== null) this.#learn(ended);
  }

  /** The stream may have outlived the call, and says nothing while nothing changes: so the server is asked at once. */
  #lost(): void {
    const wasOnline = this.#state.get().connection === 'online';
    this.report('lost');
    if (wasOnline) void this.#probe().catch(() => this.#stream.abort());
  }

  #learn({ kind }: Outage): void {
    if (kind === 'network') this.#lost();
    if (kind === 'must-update') this.report('protocol-refused');
    if (kind !== 'not-authorised') return;
    this.report('key-refused');
    this.#options.onKeyRefused();
  }
}
