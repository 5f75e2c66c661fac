/** What the windows of one desk share: `navigator.locks`, or nothing where the page has none (not a secure origin). */
export type WindowLocks = {
  request<Result>(
    name: string,
    options: { readonly mode?: 'shared' | 'exclusive'; readonly signal?: AbortSignal },
    work: () => Promise<Result>,
  ): Promise<Result>;
};

type Leading = {
  readonly locks: WindowLocks | undefined;
  readonly name: string;
  readonly signal: AbortSignal;
};

/**
 * Runs `work` in one window of the desk at a time; the next one takes over when it closes. Where the page has no locks
 * every window works; the server takes each command once all the same (I4).
 */
export async function asLeader({ locks, name, signal }: Leading, work: () => Promise<void>): Promise<void> {
  if (locks === undefined) return work();
  try {
    await locks.request(name, { signal }, work);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
