/**
 * Runs `work` in one window of the desk at a time; the next one takes over when it closes. Where the page has no locks
 * (not a secure origin) every window works; the server takes each command once all the same (I4).
 */
export async function asLeader(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return work();
  try {
    await navigator.locks.request(name, { signal }, work);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
