import { setTimeout as sleep } from 'node:timers/promises';
import type { Poke } from '#shared/replication/protocol.ts';
import type { Changes } from '#server/database/follow-changes.ts';
import { deskProcedure } from '#server/api/trpc.ts';

/** A burst of commits is one poke: the pull that it leads to fetches them all. */
const coalesceMs = 25;

/** Says that something changed, and never what (F21): the pull fetches. */
export const replicaPoke = deskProcedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<Poke> {
  const { epoch } = ctx.authority;
  const poke = (kind: Poke['kind']): Poke => ({ kind, epoch, serverTime: Date.now() });
  const waiter = followTenant(ctx.changes, ctx.desk.tenantId, signal);
  try {
    yield poke('hello');
    while (await waiter.nextChange()) {
      await sleep(coalesceMs);
      yield poke('changed');
    }
  } finally {
    waiter.stop();
  }
});

type Waiter = {
  /** Resolves with true at the next change, or at once if there was one since; with false when the desk has gone. */
  nextChange(): Promise<boolean>;
  stop(): void;
};

function followTenant(changes: Changes, tenantId: string, signal: AbortSignal | undefined): Waiter {
  let hasChanged = false;
  let wake: () => void = () => undefined;
  const unsubscribe = changes.subscribe(tenantId, () => {
    hasChanged = true;
    wake();
  });
  signal?.addEventListener('abort', () => wake(), { once: true });
  return {
    nextChange: async () => {
      while (!hasChanged && signal?.aborted !== true) await new Promise<void>((resolve) => (wake = resolve));
      hasChanged = false;
      return signal?.aborted !== true;
    },
    stop: unsubscribe,
  };
}
