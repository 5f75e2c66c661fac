import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { CommandDraft, Outbox, OutboxEntry } from '#shared/desktop/outbox.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** As much of a disk as this needs: it appends, and writes down what is put away. */
function outboxInMemory(dismissed: string[]): Outbox {
  let sequence = 0;
  return {
    append: async (draft): Promise<OutboxEntry> => {
      sequence += 1;
      return { command: { ...draft, sequence }, state: 'pending', verdict: null, attempts: 0, dismissedBy: null };
    },
    entries: async () => [],
    recordAttempt: async () => undefined,
    recordVerdicts: async () => undefined,
    offerAgain: async () => undefined,
    dismiss: async (commandId) => void dismissed.push(commandId),
    prune: async () => undefined,
  };
}

const draft: CommandDraft = {
  id: id('cmd', 1),
  name: 'block.remove',
  actorId: clinic.receptionist,
  deskTime: at('09:00'),
  input: { blockId: id('block', 1) },
  hold: null,
};
const base = { decidedAt: at('09:01'), revisions: [] };
const verdicts: Readonly<Record<Verdict['kind'], Verdict>> = {
  accepted: { kind: 'accepted', ...base },
  adjusted: { kind: 'adjusted', ...base, adjustments: [] },
  displaced: { kind: 'displaced', ...base, conflicts: [] },
  refused: { kind: 'refused', ...base, refusal: { code: 'taken', field: '', conflicts: [] } },
};

test('[I12] only a refused command can be put away, whatever is tried; the disk hears of nothing else', async () => {
  const anyKind = fc.constantFrom('pending', 'accepted', 'adjusted', 'displaced', 'refused');
  await fc.assert(
    fc.asyncProperty(anyKind, async (kind) => {
      const dismissed: string[] = [];
      const log = new OutboxLog(outboxInMemory(dismissed));
      await log.append(draft);
      if (kind !== 'pending') log.adopt(new Map([[draft.id, verdicts[kind]]]));
      await log.dismiss(draft.id, clinic.receptionist);
      expect(dismissed).toEqual(kind === 'refused' ? [draft.id] : []);
      const entry = log.find(draft.id);
      expect(entry?.dismissedBy).toBe(kind === 'refused' ? clinic.receptionist : null);
    }),
    { numRuns: 20 },
  );
});

test('[I15] what is long settled is forgotten in memory as on disk, and what waits for somebody never is', async () => {
  const log = new OutboxLog(outboxInMemory([]), 2);
  const kinds = [
    'accepted',
    'refused',
    'adjusted',
    'displaced',
    'pending',
    'accepted',
    'accepted',
    'accepted',
  ] as const;
  for (const [at, kind] of kinds.entries()) {
    const one = await log.append({ ...draft, id: id('cmd', at) });
    if (kind !== 'pending') log.adopt(new Map([[one.command.id, verdicts[kind]]]));
  }
  await log.prune();
  const kept = kinds.filter((_, at) => log.find(id('cmd', at)) !== null);
  expect(kept).toEqual(['refused', 'displaced', 'pending', 'accepted', 'accepted', 'accepted']);
});

test('[I4] what a full disk did not take is written with the next verdicts, and never once it waits for another server', async () => {
  const written: string[] = [];
  let isFull = true;
  const disk: Outbox = {
    ...outboxInMemory([]),
    recordVerdicts: async (rows) => {
      if (isFull) throw new Error('full');
      written.push(...rows.map(({ commandId }) => commandId));
    },
  };
  const log = new OutboxLog(disk);
  await log.append(draft);
  await log.record(new Map([[draft.id, verdicts.accepted]]), () => undefined);
  expect([...log.unwritten().keys()]).toEqual([draft.id]);
  isFull = false;
  await log.prune();
  expect(written).toEqual([draft.id]);
  expect(log.unwritten().size).toBe(0);
  isFull = true;
  await log.record(new Map([[draft.id, verdicts.accepted]]), () => undefined);
  await log.offerAgain(0);
  expect(log.unwritten().size).toBe(0);
});

test('[I13] a window that leads next writes down what the last one told it, and what a full disk did not take from that one', async () => {
  const written: string[] = [];
  const onDisk: OutboxEntry[] = [];
  const disk: Outbox = {
    ...outboxInMemory([]),
    entries: async () => onDisk,
    recordVerdicts: async (rows) => void written.push(...rows.map(({ commandId }) => commandId)),
  };
  const next = new OutboxLog(disk);
  onDisk.push(await next.append(draft), await next.append({ ...draft, id: id('cmd', 2) }));
  next.adopt(new Map([[draft.id, verdicts.displaced]]));
  expect(next.unwritten().size).toBe(0);
  await next.takeOver();
  expect([...next.unwritten()]).toEqual([[draft.id, verdicts.displaced]]);
  await next.prune();
  expect(written).toEqual([draft.id]);
  expect(next.pending().map((one) => one.id)).toEqual([id('cmd', 2)]);
});

/** A disk that two windows share, and whose look takes until it is let go. */
function sharedDisk() {
  const rows: OutboxEntry[] = [];
  let gate = Promise.resolve();
  const outbox: Outbox = {
    ...outboxInMemory([]),
    append: async (one) => {
      const command = { ...one, sequence: rows.length + 1 };
      const entry: OutboxEntry = { command, state: 'pending', verdict: null, attempts: 0, dismissedBy: null };
      rows.push(entry);
      return entry;
    },
    entries: async (since) => {
      const seen = rows.filter(({ state, command }) => state === 'pending' || command.sequence >= since);
      await gate;
      return seen;
    },
    recordVerdicts: async (all) => {
      for (const { commandId, verdict } of all) {
        const place = rows.findIndex(({ command }) => command.id === commandId);
        const row = rows[place];
        if (row !== undefined) rows[place] = { ...row, state: 'decided', verdict };
      }
    },
  };
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  return { outbox, hold };
}

test('[I2] [I12] a command that was refused before another window came to read it is in the inbox of that window too', async () => {
  const { outbox } = sharedDisk();
  const [first, second] = [new OutboxLog(outbox), new OutboxLog(outbox)];
  await second.load(0);
  await first.append(draft);
  // Its own commands do not make it pass over those of the other.
  await second.append({ ...draft, id: id('cmd', 2) });
  await first.record(new Map([[draft.id, verdicts.refused]]), () => undefined);
  second.adopt(new Map([[draft.id, verdicts.refused]]));
  expect((await second.loadAppended()).map(({ command }) => command.id)).toEqual([]);
  expect(second.decided().map(({ command }) => command.id)).toEqual([draft.id]);
});

test('[I2] a verdict that comes while the command is being read is not forgotten', async () => {
  const { outbox, hold } = sharedDisk();
  const [first, second] = [new OutboxLog(outbox), new OutboxLog(outbox)];
  await second.load(0);
  await first.append(draft);
  const letGo = hold();
  const read = second.loadAppended();
  await first.record(new Map([[draft.id, verdicts.refused]]), () => undefined);
  second.adopt(new Map([[draft.id, verdicts.refused]]));
  letGo();
  expect(await read).toEqual([]);
  expect(second.find(draft.id)).toMatchObject({ state: 'decided', verdict: verdicts.refused });
  expect(second.pending()).toEqual([]);
});

test('what another window saved and nobody has decided is read once, and waits', async () => {
  const { outbox } = sharedDisk();
  const [first, second] = [new OutboxLog(outbox), new OutboxLog(outbox)];
  await second.load(0);
  await first.append(draft);
  expect((await second.loadAppended()).map(({ command }) => command.id)).toEqual([draft.id]);
  expect(await second.loadAppended()).toEqual([]);
  expect(second.pending().map(({ id: one }) => one)).toEqual([draft.id]);
});
