import { Outage } from '#server/database/outage.ts';

/** Redis did not answer; what was asked of it may have happened or not. */
export class RedisFailure extends Outage {
  constructor(cause: unknown) {
    super('busy', 'Redis did not answer.', cause);
  }
}

export type ScriptLink = {
  /** Whether it answers, as far as is known. */
  isUp(): boolean;
  /** Runs a Lua script as one step that nothing comes between. Fails with a RedisFailure. */
  run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
};

/** The connection itself; fails as it likes, and soon. */
export type ScriptWire = {
  isReady(): boolean;
  evaluate(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
};

/** After a failure it is left alone for so long: a Redis that hangs costs one request its patience, and not each. */
const restMs = 2_000;

export function restingLink({ isReady, evaluate }: ScriptWire): ScriptLink {
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    isUp: () => isReady() && performance.now() - failedAt > restMs,
    run: async (script, keys, args) => {
      try {
        return await evaluate(script, keys, args);
      } catch (cause) {
        failedAt = performance.now();
        throw new RedisFailure(cause);
      }
    },
  };
}
