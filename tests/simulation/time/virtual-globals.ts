import type { VirtualTime, VirtualTimer } from '#tests/simulation/time/virtual-time.ts';

/** Monday before the week in which everything is booked, 07:00 UTC. */
export const wallStart = Date.UTC(2026, 10, 23, 7);

/**
 * Puts virtual time and dice under everything that the desk's code takes from its surroundings: the pump, the
 * connection and the bell run as they are in a browser. Returns what puts the real ones back.
 */
export function installVirtualGlobals(time: VirtualTime, random: () => number): () => void {
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    Date: globalThis.Date,
    now: performance.now,
    random: Math.random,
    timeout: AbortSignal.timeout,
  };
  const zone = process.env['TZ'];
  const hadEvents = 'addEventListener' in globalThis;
  const timers = new VirtualTimers(time);
  const RealDate = Date;
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0) => timers.once(run, ms),
    setInterval: (run: () => void, ms = 0) => timers.every(run, ms),
    clearTimeout: (id: number) => timers.clear(id),
    clearInterval: (id: number) => timers.clear(id),
    Date: class extends RealDate {
      constructor(...parts: readonly unknown[]) {
        // Date's own overloads take whatever this one was given.
        super(...((parts.length === 0 ? [wallStart + time.wall] : parts) as [number]));
      }
      static override now(): number {
        return wallStart + time.wall;
      }
    },
    ...(!hadEvents && { addEventListener: () => {}, removeEventListener: () => {} }),
  });
  performance.now = () => time.now;
  Math.random = random;
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    time.after(ms, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
    return controller.signal;
  };
  return () => {
    const { now, random: dice, timeout, ...globals } = real;
    Object.assign(globalThis, globals);
    performance.now = now;
    Math.random = dice;
    AbortSignal.timeout = timeout;
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    if (!hadEvents) {
      Reflect.deleteProperty(globalThis, 'addEventListener');
      Reflect.deleteProperty(globalThis, 'removeEventListener');
    }
  };
}

class VirtualTimers {
  readonly #time: VirtualTime;
  readonly #timers = new Map<number, VirtualTimer>();
  #last = 0;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  once(run: () => void, ms: number): number {
    const id = (this.#last += 1);
    const timer = this.#time.after(ms, () => {
      this.#timers.delete(id);
      run();
    });
    this.#timers.set(id, timer);
    return id;
  }

  every(run: () => void, ms: number): number {
    const id = (this.#last += 1);
    const again = (): void => {
      this.#timers.set(id, this.#time.after(ms, tick));
    };
    const tick = (): void => {
      again();
      run();
    };
    again();
    return id;
  }

  clear(id: number): void {
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
  }
}
