import { Redis } from 'ioredis';
import type { Report } from '#server/authority/report.ts';
import { Outage } from '#server/database/outage.ts';

/** Redis did not answer; what was asked of it may have happened or not. */
export class RedisFailure extends Outage {
  constructor(cause: unknown) {
    super('busy', 'Redis did not answer.', cause);
  }
}

export type RedisLink = {
  /** Whether it answers, as far as is known. */
  isUp(): boolean;
  /** Runs a Lua script as one step that nothing comes between. Fails with a RedisFailure. */
  run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
};

const answerWithinMs = 1_000;
const longestRetryMs = 1_000;
/** After a failure it is left alone for so long: a Redis that hangs costs one request its patience, and not each. */
const restMs = 2_000;

/** Connects in the background, for as long as the server runs; resolves when it is there, or soon without it. */
export async function connectRedis(url: string, report: Report): Promise<RedisLink> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerWithinMs,
    connectTimeout: answerWithinMs,
    connectionName: 'frontdesk',
    retryStrategy: (times) => Math.min(longestRetryMs, 50 * 2 ** times),
  });
  let failedAt = Number.NEGATIVE_INFINITY;
  let wasUp: boolean | null = null;
  const note = (isUp: boolean): void => {
    if (isUp === wasUp) return;
    wasUp = isUp;
    report('redis', isUp ? 'answers: holds are kept there' : 'is away: holds are kept in PostgreSQL');
  };
  redis.on('error', () => note(false));
  redis.on('close', () => note(false));
  const ready = new Promise<void>((resolve) => {
    redis.on('ready', () => {
      note(true);
      resolve();
    });
    setTimeout(resolve, answerWithinMs).unref();
  });
  await ready;
  return {
    isUp: () => redis.status === 'ready' && performance.now() - failedAt > restMs,
    run: async (script, keys, args) => {
      try {
        return await redis.eval(script, keys.length, ...keys, ...args);
      } catch (cause) {
        failedAt = performance.now();
        throw new RedisFailure(cause);
      }
    },
    close: async () => {
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}
