import type { VirtualTime } from '#tests/simulation/time/virtual-time.ts';

export type Outlet<Message> = { post(message: Message): void; close(): void };

/** What the windows of one computer tell each other: every message reaches every other window, in order, a moment later. */
export class WindowBus<Message> {
  readonly #time: VirtualTime;
  readonly #windows = new Set<(message: Message) => void>();
  #underWay = 0;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  join(life: AbortSignal, onMessage: (message: Message) => void): Outlet<Message> {
    const hear = (message: Message): void => void (life.aborted || onMessage(message));
    const close = (): void => void this.#windows.delete(hear);
    this.#windows.add(hear);
    life.addEventListener('abort', close);
    const post = (message: Message): void => {
      for (const other of this.#windows) if (other !== hear) this.#tell(() => other(message));
    };
    return { post: (message) => void (life.aborted || post(message)), close };
  }

  #tell(work: () => void): void {
    this.#underWay += 1;
    this.#time.after(2, () => {
      this.#underWay -= 1;
      work();
    });
  }
}
