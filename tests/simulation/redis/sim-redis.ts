import { restingLink, type ScriptLink } from '#server/authority/redis/resting-link.ts';
import { Outage } from '#server/database/outage.ts';
import type { Coverage } from '#tests/simulation/coverage.ts';
import { fate } from '#tests/simulation/fate.ts';
import type { Reply } from '#tests/simulation/redis/lua-script.ts';
import { MemoryRedis, type RedisContent } from '#tests/simulation/redis/memory-redis.ts';
import type { Transaction } from '#tests/simulation/store/memory-engine.ts';
import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

/** One script that was run. */
export type Asked = {
  readonly transaction: Transaction;
  readonly script: string;
  readonly keys: readonly string[];
  readonly args: readonly string[];
  readonly reply: Reply;
};

export type SimRedisOptions = {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly clock: () => number;
  readonly coverage: Coverage;
  /** Counts towards a crash in the middle of a commit, as a statement does. */
  readonly onStep: () => void;
  /** In the place of what is sent: where a bug is planted. */
  readonly planted: (
    script: string,
    args: readonly string[],
  ) => { readonly script: string; readonly args: readonly string[] };
};

/** As the product's own connection has it. */
const ANSWER_WITHIN_MS = 1_000;

type Asker = { readonly transaction: Transaction; readonly isGone: () => boolean };

/** Redis on a computer of its own: it forgets, starts again with what it had some time ago, hangs, and is not there. */
export class SimRedis {
  readonly memory: MemoryRedis;
  readonly #options: SimRedisOptions;
  #state: 'there' | 'hangs' | 'away' = 'there';
  #saved: RedisContent = new Map();
  #outages = 0;
  #asked = 0;
  #asker: Asker | null = null;
  #serverRun = 0;
  #link: ScriptLink;
  #fuse: { readonly steps: number; readonly deed: () => void } | null = null;
  /** How often it has forgotten something, or was asked in vain, or not asked at all. */
  faults = 0;
  onAsked: (asked: Asked) => void = () => {};

  constructor(options: SimRedisOptions) {
    this.#options = options;
    this.memory = new MemoryRedis(options.clock);
    this.#link = this.#newLink();
  }

  /** For one transaction of the server as it runs now; one that was killed does nothing more. */
  linkFor(transactionOf: () => Transaction): ScriptLink {
    const run = this.#serverRun;
    const link = this.#link;
    return {
      isUp: () => link.isUp(),
      run: async (script, keys, args) => {
        const isGone = (): boolean => run !== this.#serverRun;
        // It is read by the wire before anything else can happen.
        this.#asker = { transaction: transactionOf(), isGone };
        try {
          return await link.run(script, keys, args);
        } catch (error) {
          throw isGone() ? new Outage('database-unreachable', 'The server is gone.') : error;
        }
      },
    };
  }

  serverDied(): void {
    this.#serverRun += 1;
    this.#link = this.#newLink();
  }

  /** FLUSHALL, at the so-manieth script from now. */
  flushAfter(steps: number): void {
    this.#fuse = { steps, deed: () => this.#forget(new Map()) };
  }

  /** Writes down what it has, as it does now and then. */
  save(): void {
    this.#saved = this.memory.content();
  }

  /** As it was when it last saved, or with nothing where it does not. */
  restart(downMs: number, isKept: boolean): void {
    this.#forget(isKept ? this.#saved : new Map());
    this.#breaks('away', downMs);
  }

  hang(downMs: number): void {
    this.#breaks('hangs', downMs);
  }

  heal(): void {
    this.#fuse = null;
    this.#outages += 1;
    this.#state = 'there';
  }

  /** Holds that are in force there: `tenant/hold`. */
  inForce(): readonly string[] {
    return this.memory.keys().flatMap((key) => {
      const [, tenantId = '', id] = /^fd:\{([^}]+)\}:hold:(.+)$/.exec(key) ?? [];
      return id !== undefined && this.isInForce(`${tenantId}/${id}`) ? [`${tenantId}/${id}`] : [];
    });
  }

  /** @param name `tenant/hold` */
  isInForce(name: string): boolean {
    const [tenantId, id] = name.split('/');
    const fields = this.memory.fields(`fd:{${tenantId}}:hold:${id}`);
    return fields.get('ended') === '' && Number(fields.get('expires')) > this.#options.clock();
  }

  #forget(content: RedisContent): void {
    const before = this.inForce();
    this.memory.load(content);
    const after = new Set(this.inForce());
    this.#options.coverage.holdsForgotten += before.filter((id) => !after.has(id)).length;
    this.faults += 1;
  }

  #breaks(state: 'hangs' | 'away', downMs: number): void {
    this.faults += 1;
    const outage = (this.#outages += 1);
    this.#state = state;
    this.#options.time.after(downMs, () => {
      if (outage === this.#outages) this.#state = 'there';
    });
  }

  #newLink(): ScriptLink {
    return restingLink({
      isReady: () => this.#state !== 'away',
      evaluate: (script, keys, args) => this.#evaluate(script, keys, args),
    });
  }

  #evaluate(script: string, keys: readonly string[], args: readonly string[]): Promise<Reply> {
    const asker = this.#asker;
    const { time, onStep } = this.#options;
    const number = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the server is gone'));
      if (asker === null || asker.isGone()) return gone();
      const settle = (done: () => void): void => {
        if (asker.isGone()) gone();
        else done();
      };
      const fail = (afterMs: number): void => {
        this.faults += 1;
        time.after(afterMs, () => settle(() => reject(new Error('Redis does not answer'))));
      };
      onStep();
      if (this.#state === 'away') return fail(0);
      const luck = (aspect: string): number => fate(this.#options.seed, 'redis', number, aspect);
      time.after(0.05 + 0.4 * luck('there'), () => {
        if (asker.isGone()) return gone();
        this.#burn();
        if (this.#state === 'away') return fail(0);
        // Of a call that nobody answers it may have been done all the same.
        if (this.#state === 'hangs' && luck('done') < 0.5) return fail(ANSWER_WITHIN_MS);
        const reply = this.#run({ transaction: asker.transaction, script, keys, args });
        if (this.#state === 'hangs') return fail(ANSWER_WITHIN_MS);
        time.after(0.05 + 0.4 * luck('back'), () => (this.#state === 'away' ? fail(0) : settle(() => resolve(reply))));
      });
    });
  }

  #run(ask: Omit<Asked, 'reply'>): Reply {
    const { script, args } = this.#options.planted(ask.script, ask.args);
    const reply = this.memory.evaluate(script, ask.keys, args);
    this.onAsked({ ...ask, reply });
    return reply;
  }

  #burn(): void {
    if (this.#fuse === null) return;
    this.#fuse = { ...this.#fuse, steps: this.#fuse.steps - 1 };
    if (this.#fuse.steps > 0) return;
    const { deed } = this.#fuse;
    this.#fuse = null;
    deed();
  }
}
