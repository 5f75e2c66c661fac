import { setTimeout as sleep } from 'node:timers/promises';
import type { Poke } from '#shared/replication/protocol.ts';
import type { ChangeKind } from '#server/database/changes.ts';
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
    for (let kinds = await waiter.next(); kinds.length > 0; kinds = await waiter.next()) {
      // Somebody waits for a slice of a lease; a burst of commits can wait a moment.
      if (kinds.includes('leases')) yield poke('leases');
      if (kinds.includes('holds')) yield poke('holds');
      if (!kinds.includes('changed')) continue;
      await sleep(coalesceMs);
      yield poke('changed');
    }
  } finally {
    waiter.stop();
  }
});

type Waiter = {
  /** Resolves with what has happened since, or will at last; with nothing when the desk has gone. */
  next(): Promise<readonly ChangeKind[]>;
  stop(): void;
};

function followTenant(changes: Changes, tenantId: string, signal: AbortSignal | undefined): Waiter {
  const happened = new Set<ChangeKind>();
  let wake: () => void = () => undefined;
  const unsubscribe = changes.subscribe(tenantId, (kind) => {
    happened.add(kind);
    wake();
  });
  signal?.addEventListener('abort', () => wake(), { once: true });
  return {
    next: async () => {
      while (happened.size === 0 && signal?.aborted !== true) await new Promise<void>((resolve) => (wake = resolve));
      const kinds = signal?.aborted === true ? [] : [...happened];
      happened.clear();
      return kinds;
    },
    stop: unsubscribe,
  };
}
