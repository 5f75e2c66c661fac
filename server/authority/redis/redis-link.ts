import { Redis } from 'ioredis';
import type { Report } from '#server/authority/report.ts';
import { restingLink, type ScriptLink } from '#server/authority/redis/resting-link.ts';

export type RedisLink = ScriptLink & {
  close(): Promise<void>;
};

const answerWithinMs = 1_000;
const longestRetryMs = 1_000;

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
  const link = restingLink({
    isReady: () => redis.status === 'ready',
    evaluate: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args),
  });
  return {
    ...link,
    close: async () => {
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}
