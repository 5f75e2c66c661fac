import { expect, test } from 'vitest';
import { openDeskDatabase } from '#electron/main/desk-database.ts';
import { sqliteOutbox } from '#electron/main/sqlite-outbox.ts';
import { sqliteRecords } from '#electron/main/sqlite-records.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { DeskMarks } from '#renderer/replica/desk-marks.ts';
import { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import { DeskView } from '#renderer/replica/view/desk-view.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

const base = { decidedAt: at('09:01'), revisions: [] };
const accepted: Verdict = { kind: 'accepted', ...base };
const refused: Verdict = { kind: 'refused', ...base, refusal: { code: 'taken', field: '', conflicts: [] } };

type Disk = ReturnType<typeof openDeskDatabase>;

/** One run of the program on this disk. */
async function start(disk: Disk) {
  const log = new OutboxLog(sqliteOutbox(disk));
  await log.load(0);
  const reoffers = new Reoffers({ marks: new DeskMarks(sqliteRecords(disk)), log, view: new DeskView() });
  await reoffers.load();
  return { log, reoffers };
}

/** Number 1 was accepted, 2 refused, 3 only saved, 4 accepted without a hold. */
async function diskWithHistory(): Promise<Disk> {
  const disk = openDeskDatabase(':memory:');
  const { log } = await start(disk);
  for (const number of [1, 2, 3, 4]) {
    const hold = number === 4 ? null : ownHold(holdWish());
    const input = { blockId: id('block', number) };
    const draft = { id: id('cmd', number), name: 'block.remove', actorId: clinic.manager, deskTime: at('09:00') };
    await log.append({ ...draft, input, hold });
  }
  const verdicts = new Map([
    [id('cmd', 1), accepted],
    [id('cmd', 2), refused],
    [id('cmd', 4), accepted],
  ]);
  await log.record(verdicts, (error) => {
    throw error;
  });
  return disk;
}

async function named({ log, reoffers }: Awaited<ReturnType<typeof start>>) {
  const { decidedIds, reofferedIds } = await reoffers.offer(log.pending());
  return { decidedIds, reofferedIds };
}

const all = { decidedIds: [id('cmd', 1)], reofferedIds: [id('cmd', 1), id('cmd', 3), id('cmd', 4)] };

test('[RO7] of what waits again, those are named that had confirmed a hold, and none that was only saved', async () => {
  const run = await start(await diskWithHistory());
  expect(await named(run)).toEqual({ decidedIds: [], reofferedIds: [] });
  await run.reoffers.begin();
  expect(await named(run)).toEqual(all);
});

test('[RO7] [RO2] they are known after a restart, and when the server is another one once more', async () => {
  const disk = await diskWithHistory();
  await (await start(disk)).reoffers.begin();
  const again = await start(disk);
  expect(await named(again)).toEqual(all);
  await again.reoffers.begin();
  expect(await named(again)).toEqual(all);
});

test('[RO7] [RO2] a crash in the middle forgets none of them', async () => {
  const disk = await diskWithHistory();
  const { reoffers, log } = await start(disk);
  log.rereadPending = () => Promise.reject(new Error('the power went off'));
  await expect(reoffers.begin()).rejects.toThrow('the power went off');
  const again = await start(disk);
  await again.reoffers.begin();
  expect(await named(again)).toEqual(all);
});

test('[RO7] another window of the desk knows them when it takes over', async () => {
  const disk = await diskWithHistory();
  const [leading, other] = [await start(disk), await start(disk)];
  await leading.reoffers.begin();
  await other.reoffers.follow();
  expect(await named(other)).toEqual(all);
});
