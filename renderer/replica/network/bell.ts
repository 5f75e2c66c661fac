/** Something to wait at: it ends by ringing, by time, or by an aborted signal. A ring with nobody there is kept. */
export class Bell {
  #hasRung = false;
  #wakeUp: (() => void) | null = null;

  ring(): void {
    this.#hasRung = true;
    this.#wakeUp?.();
  }

  /** @param ms null waits without an end. */
  async wait(ms: number | null, signal: AbortSignal): Promise<void> {
    if (!this.#hasRung && !signal.aborted) await this.#sleep(ms, signal);
    this.#hasRung = false;
  }

  #sleep(ms: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(() => this.#wakeUp?.(), ms);
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wakeUp = null;
        resolve();
      };
      this.#wakeUp = end;
      signal.addEventListener('abort', end);
    });
  }
}
