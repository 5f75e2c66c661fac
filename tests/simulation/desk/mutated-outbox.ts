import type { Outbox } from '#shared/desktop/outbox.ts';
import { newRow } from '#shared/desktop/outbox-row.ts';
import { type DeskDisk, diskOutbox } from '#tests/simulation/desk/desk-disk.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';

/** The outbox with one bug in it, or without. */
export function mutatedOutbox(disk: DeskDisk, mutation: Mutation | null, wait: (ms: number) => Promise<void>): Outbox {
  const outbox = diskOutbox(disk);
  if (mutation === 'outbox-never-pruned') return { ...outbox, prune: async () => undefined };
  if (mutation === 'outbox-deleted-on-send')
    return {
      ...outbox,
      recordAttempt: (ids) =>
        disk.write('attempt', (platter) => void (platter.rows = platter.rows.filter(({ id }) => !ids.includes(id)))),
    };
  if (mutation !== 'outbox-not-flushed') return outbox;
  return {
    ...outbox,
    append: async (draft) => {
      // Says that it is saved, and saves it with the next flush.
      void disk.write('append-later', ({ rows }) => rows);
      const sequence = disk.platter.sequence + 1;
      disk.platter.sequence = sequence;
      const row = { ...newRow(draft), sequence };
      void wait(10_000).then(() => disk.write('append', (platter) => void (platter.rows = [...platter.rows, row])));
      return { command: { ...draft, sequence }, state: 'pending', verdict: null, attempts: 0, dismissedBy: null };
    },
  };
}
