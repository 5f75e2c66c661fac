export type Repeated = { stop(): Promise<void> };

/** Does the work now and then every so often, never twice at once; what goes wrong is told, and tried again next time. */
export function every(ms: number, work: () => Promise<void>, onError: (error: unknown) => void): Repeated {
  let running = work().catch(onError);
  const timer = setInterval(() => {
    running = running.then(work).catch(onError);
  }, ms);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
