import { placeHoldInputSchema } from '#shared/replication/holds.ts';
import type { Checkpoint, Command, Poke, PullOutput, PushOutput } from '#shared/replication/protocol.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { Holds } from '#server/authority/holds/holds.ts';
import type { HoldCalls } from '#renderer/replica/network/hold-calls.ts';
import { Outage } from '#renderer/replica/network/outage.ts';
import type { ServerClient } from '#renderer/replica/server-client.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import { fate } from '#tests/simulation/fate.ts';
import type { FaultRates } from '#tests/simulation/options.ts';
import { ServerGone, type SimServer } from '#tests/simulation/sim-server.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

export type NetworkOptions = {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly server: SimServer;
  readonly coverage: Coverage;
  readonly rates: () => FaultRates;
  /** Looks at every page before it goes out. */
  readonly onPage: (tenantId: string, wire: string) => void;
};

/** The cable of one desk. */
export class SimLink {
  isCut = false;
  /** Requests arrive, answers do not. */
  areRepliesCut = false;
  readonly streams = new Set<() => void>();
  /** Counts calls by kind over the desk's whole life, so that fates stay when something else is left out. */
  readonly calls = new Map<string, number>();
  /** What was answered before, by the very same request: a cache on the way may answer so again. */
  readonly answers = new Map<string, PullOutput[]>();
  /** An old page claims to be the newest: what the server wrote since may leave the screen until the next pull. */
  hasBeenLiedTo = false;

  cut(which: 'both' | 'replies'): void {
    if (which === 'both') this.isCut = true;
    else this.areRepliesCut = true;
    for (const end of this.streams) end();
  }

  mend(): void {
    this.isCut = false;
    this.areRepliesCut = false;
  }
}

type Call<Value> = {
  readonly kind: 'push' | 'pull' | 'probe' | 'hold' | 'lease';
  readonly signal: AbortSignal;
  readonly serve: () => Promise<Value>;
  readonly stale?: () => Value | null;
};

type Caller = DeskIdentity & {
  readonly name: string;
  readonly link: SimLink;
  readonly isDead: () => boolean;
  readonly pageLimit: number;
  /** Of the program that calls; a server of another one answers 426. */
  readonly version: () => number;
};

const CALL_MS = 30_000;
const HELLO_MS = 3_000;

/** What a message meets on its way, by the desk, the number of its call and its kind. */
export class SimNetwork {
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  client(caller: Caller): ServerClient {
    const { server, onPage } = this.#options;
    const { tenantId, deskId, link, pageLimit } = caller;
    const identity = { tenantId, deskId };
    const never = (): Promise<never> => Promise.reject(new Outage('network'));
    return {
      push: (offer, signal) => {
        // What was sent is what was there then.
        const wire = JSON.stringify(offer);
        return this.#call<PushOutput>(caller, {
          kind: 'push',
          signal,
          serve: async () => overWire(await server.push({ tenantId, deskId }, wire)),
        });
      },
      pull: (collection, checkpoint: Checkpoint | null, signal) => {
        const request = JSON.stringify([collection, checkpoint]);
        return this.#call(caller, {
          kind: 'pull',
          signal,
          serve: async () => {
            const wire = JSON.stringify(await server.pull(tenantId, { collection, checkpoint, limit: pageLimit }));
            onPage(tenantId, wire);
            const page = JSON.parse(wire) as PullOutput; // The same, as JSON has it.
            link.answers.set(request, [...(link.answers.get(request) ?? []), page].slice(-4));
            return page;
          },
          stale: () => {
            const { epoch } = server;
            return (link.answers.get(request) ?? []).find(({ checkpoint: of }) => of.epoch === epoch) ?? null;
          },
        });
      },
      probe: (signal) =>
        this.#call(caller, {
          kind: 'probe',
          signal,
          serve: async () => {
            if (!server.isUp) throw new ServerGone();
          },
        }),
      follow: (signal, onPoke) => this.#follow(caller, signal, onPoke),
      range: never,
      previewSeries: never,
      enrol: never,
      signIn: never,
      auditOf: never,
      holds: this.#holdCalls(caller),
      renewLeases: (signal) =>
        this.#call(caller, { kind: 'lease', signal, serve: async () => overWire(await server.renewLeases(identity)) }),
      giveUpLeases: (slices, signal) =>
        this.#call(caller, { kind: 'lease', signal, serve: () => server.giveUpLeases(identity, slices) }),
      leaseOverview: never,
    };
  }

  #holdCalls(caller: Caller): HoldCalls {
    const { server } = this.#options;
    const { tenantId, deskId } = caller;
    const identity = { tenantId, deskId };
    const ask = <Answer>(signal: AbortSignal, work: (holds: Holds) => Promise<Answer>): Promise<Answer> =>
      this.#call(caller, { kind: 'hold', signal, serve: async () => overWire(await server.hold(work)) });
    return {
      place: (wanted, signal) => ask(signal, (holds) => holds.place(identity, placeHoldInputSchema.parse(wanted))),
      extend: (hold, signal) => ask(signal, (holds) => holds.extend(identity, hold)),
      release: async (hold, signal) => void (await ask(signal, (holds) => holds.release(identity, hold))),
      list: (signal) => ask(signal, (holds) => holds.list(identity)),
      setMinutes: () => Promise.reject(new Outage('network')),
      abandon: (hold) =>
        void ask(new AbortController().signal, (holds) => holds.release(identity, hold)).catch(() => undefined),
    };
  }

  /** Sends what a bug or a thief might send; nobody waits for the answer. */
  sendRaw(caller: Caller, commands: readonly Command[]): void {
    const { server, time } = this.#options;
    const wire = JSON.stringify({ commands });
    time.after(5, () => {
      if (server.isUp && !caller.link.isCut) server.push(caller, wire).catch(() => undefined);
    });
  }

  #call<Value>(caller: Caller, { kind, signal, serve, stale }: Call<Value>): Promise<Value> {
    const { seed, time, rates, coverage, server } = this.#options;
    const { link } = caller;
    const number = (link.calls.get(kind) ?? 0) + 1;
    link.calls.set(kind, number);
    const is = (aspect: string, rate: number): boolean =>
      rate > 0 && fate(seed, caller.name, number, kind, aspect) < rate;
    const latency = (aspect: string): number => {
      const slow = is(`delay-${aspect}`, rates().delay)
        ? 6_000 * fate(seed, caller.name, number, kind, `slow-${aspect}`)
        : 0;
      return 3 + 30 * fate(seed, caller.name, number, kind, aspect) + slow;
    };
    return new Promise<Value>((resolve, reject) => {
      const settle = (done: () => void): void => {
        signal.removeEventListener('abort', abort);
        timeout.cancel();
        if (!caller.isDead()) done();
      };
      const fail = (outage: Outage): void => settle(() => reject(outage));
      const abort = (): void => fail(signal.reason instanceof Outage ? signal.reason : new Outage('network'));
      const timeout = time.after(CALL_MS, () => fail(new Outage('network')));
      /** Half of what is lost is noticed at once, half by waiting. */
      const lose = (aspect: string): void => {
        if (fate(seed, caller.name, number, kind, `noticed-${aspect}`) < 0.5) fail(new Outage('network'));
      };
      const answer = (value: Value): void => {
        if (link.isCut || link.areRepliesCut || is('reply-lost', rates().replyLost)) {
          if (kind === 'push') coverage.repliesLostAfterCommit += 1;
          if (kind === 'hold') coverage.holdRepliesLost += 1;
          return lose('reply');
        }
        if (is('truncated', rates().truncated)) return fail(new Outage('network'));
        const older = stale !== undefined && is('stale', rates().stale) ? stale() : null;
        if (older !== null) {
          coverage.stalePages += 1;
          link.hasBeenLiedTo = true;
        }
        time.after(latency('reply'), () => settle(() => resolve(rates().stale > 0 ? (older ?? value) : value)));
      };
      const arrive = (): void => {
        if (server.isUp && server.version !== caller.version()) return fail(new Outage('must-update'));
        serve().then(answer, (error: unknown) => {
          if (error instanceof ServerGone) return lose('server');
          fail(new Outage('server-failed', error));
        });
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort);
      if (link.isCut || is('request-lost', rates().requestLost)) return void time.after(2, () => lose('request'));
      time.after(latency('request'), arrive);
      const isRepeatable = kind !== 'pull' && kind !== 'probe';
      const again = isRepeatable && (is('duplicate', rates().duplicate) || is('worker', rates().duplicateWorker));
      if (again && kind !== 'push') coverage.duplicateHoldRequests += 1;
      if (again) time.after(this.#secondAfter(caller.name, number, latency), () => void serve().catch(() => undefined));
    });
  }

  /** A second worker at the same moment, or the same bytes some time later. */
  #secondAfter(name: string, number: number, latency: (aspect: string) => number): number {
    const { seed } = this.#options;
    const isAtOnce = fate(seed, name, number, 'at-once') < 0.5;
    return isAtOnce ? latency('request') + 1 : latency('request') + 15_000 * fate(seed, name, number, 'second');
  }

  #follow(
    { link, tenantId, isDead, version }: Caller,
    signal: AbortSignal,
    onPoke: (poke: Poke) => void,
  ): Promise<Outage | null> {
    const { time, server } = this.#options;
    return new Promise((resolve) => {
      let unfollow = (): void => {};
      let hasEnded = false;
      const end = (outage: Outage | null): void => {
        if (hasEnded) return;
        hasEnded = true;
        unfollow();
        link.streams.delete(silent);
        signal.removeEventListener('abort', abort);
        if (!isDead()) resolve(outage);
      };
      const abort = (): void => end(null);
      const silent = (): void => void time.after(1_000, () => end(new Outage('network')));
      signal.addEventListener('abort', abort);
      if (signal.aborted) return abort();
      if (link.isCut || link.areRepliesCut) return void time.after(HELLO_MS, () => end(new Outage('network')));
      link.streams.add(silent);
      time.after(10, () => {
        if (hasEnded) return;
        if (!server.isUp) return end(new Outage('network'));
        if (server.version !== version()) return end(new Outage('must-update'));
        unfollow = server.follow({
          tenantId,
          onPoke: (poke) => {
            time.after(8, () => {
              if (!hasEnded && !isDead() && !link.isCut && !link.areRepliesCut) onPoke(poke);
            });
          },
          onEnd: () => void time.after(5, () => end(new Outage('network'))),
        });
      });
    });
  }
}

function overWire<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // The same, as JSON has it.
}
