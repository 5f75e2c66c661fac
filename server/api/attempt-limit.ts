/** Counts guesses in memory, for secrets that belong to nobody who could be locked. */
export type AttemptLimit = {
  /** Counts one, before it is known whether it is right, so that guesses made at once all count. */
  mayTry(address: string): boolean;
  /** It was right: that one does not count. */
  forgive(address: string): void;
};

const allowed = 10;
const windowMs = 60_000;
/** Bounds the memory; a flood from more addresses than this only forgets the oldest. */
const mostAddresses = 1_000;

/** @param now a clock that never goes back. */
export function createAttemptLimit(now: () => number = () => performance.now()): AttemptLimit {
  const attempts = new Map<string, { count: number; since: number }>();
  return {
    mayTry: (address) => {
      const known = attempts.get(address);
      const isFresh = known !== undefined && now() - known.since <= windowMs;
      const next = isFresh ? { count: known.count + 1, since: known.since } : { count: 1, since: now() };
      attempts.delete(address);
      attempts.set(address, next);
      const oldest = attempts.keys().next().value;
      if (attempts.size > mostAddresses && oldest !== undefined) attempts.delete(oldest);
      return next.count <= allowed;
    },
    forgive: (address) => {
      const known = attempts.get(address);
      if (known !== undefined) known.count -= 1;
    },
  };
}
