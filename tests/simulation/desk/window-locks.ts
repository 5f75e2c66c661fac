import type { WindowLocks } from '#renderer/replica/network/leader.ts';

type Request = { readonly isShared: boolean; readonly start: () => void; isRunning: boolean };

/** The locks of one computer's windows, as `navigator.locks` has them: in the order of asking, and let go by who dies. */
export class LocksOfWindows {
  readonly #queues = new Map<string, Request[]>();

  /** @param life of the window; whatever it holds or waits for ends with it. */
  of(life: AbortSignal): WindowLocks {
    return {
      request: (name, { mode = 'exclusive', signal }, work) =>
        new Promise((resolve, reject) => {
          const end = (): void => this.#end(name, request);
          const start = (): void => {
            request.isRunning = true;
            work().then(resolve, reject).finally(end).catch(reject);
          };
          const request: Request = { isShared: mode === 'shared', start, isRunning: false };
          life.addEventListener('abort', end);
          signal?.addEventListener('abort', () => {
            if (request.isRunning) return;
            end();
            reject(new DOMException('no longer wanted', 'AbortError'));
          });
          this.#queues.set(name, [...(this.#queues.get(name) ?? []), request]);
          this.#startNext(name);
        }),
    };
  }

  #end(name: string, request: Request): void {
    const queue = this.#queues.get(name) ?? [];
    if (!queue.includes(request)) return;
    this.#queues.set(
      name,
      queue.filter((one) => one !== request),
    );
    this.#startNext(name);
  }

  #startNext(name: string): void {
    const queue = this.#queues.get(name) ?? [];
    for (const [at, request] of queue.entries()) {
      const before = queue.slice(0, at);
      const mayStart = at === 0 || (request.isShared && before.every(({ isShared }) => isShared));
      if (!mayStart) return;
      if (!request.isRunning) request.start();
    }
  }
}
