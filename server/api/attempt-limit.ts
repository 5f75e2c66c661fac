/** Counts wrong guesses in memory, for secrets that belong to nobody who could be locked. */
export type AttemptLimit = {
  mayTry(address: string): boolean;
  recordFailure(address: string): void;
};

const allowed = 10;
const windowMs = 60_000;
/** Bounds the memory; a flood from more addresses than this only forgets the oldest. */
const mostAddresses = 1_000;

/** @param now a clock that never goes back. */
export function createAttemptLimit(now: () => number = () => performance.now()): AttemptLimit {
  const failures = new Map<string, { count: number; since: number }>();
  return {
    mayTry: (address) => {
      const known = failures.get(address);
      return known === undefined || known.count < allowed || now() - known.since > windowMs;
    },
    recordFailure: (address) => {
      const known = failures.get(address);
      const isFresh = known !== undefined && now() - known.since <= windowMs;
      failures.delete(address);
      failures.set(address, isFresh ? { count: known.count + 1, since: known.since } : { count: 1, since: now() });
      const oldest = failures.keys().next().value;
      if (failures.size > mostAddresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}
