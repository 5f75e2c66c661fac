import { setImmediate as endOfTurn } from 'node:timers/promises';

export type Company<Item, Result> = {
  /** How many batches of one key may be under way; what comes meanwhile makes up the next one. */
  readonly atOnce: number;
  /** How much a batch takes, in the units of `sizeOf`; a single item may be larger. */
  readonly most: number;
  readonly sizeOf: (item: Item) => number;
  /** When whoever asks now has asked; the end of the event loop's turn unless time is virtual. */
  readonly turnEnds?: (() => Promise<void>) | undefined;
  /** One result for each item, in their order; a promise for those that take longer than the batch should. */
  readonly work: (key: string, items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>;
};

/** The work answered for another number of items than it was given: whose answer is whose, nobody can tell. */
export class MiscountedBatch extends Error {
  override readonly name = 'MiscountedBatch';

  constructor(items: number, answers: number) {
    super(`a batch of ${items} has ${answers} answers`);
  }
}

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result | Promise<Result>) => void;
  readonly reject: (error: unknown) => void;
};

type Lane<Item, Result> = { underWay: number; isSettingOut: boolean; readonly waiting: Waiting<Item, Result>[] };

/**
 * Does together what is asked for at about the same time, in the order of asking. Whoever comes first waits only for
 * those whose requests have arrived already: a batch sets out at the end of the event loop's turn. Without that, each of
 * a hundred requests that arrive together would begin by sending one of them alone.
 */
export function inCompany<Item, Result>(company: Company<Item, Result>): (key: string, item: Item) => Promise<Result> {
  const lanes = new Map<string, Lane<Item, Result>>();

  async function setOut(key: string, lane: Lane<Item, Result>): Promise<void> {
    if (lane.isSettingOut || lane.underWay >= company.atOnce) return;
    lane.isSettingOut = true;
    await (company.turnEnds ?? endOfTurn)();
    lane.isSettingOut = false;
    while (lane.waiting.length > 0 && lane.underWay < company.atOnce) {
      lane.underWay += 1;
      void travel(company, key, takeBatch(company, lane.waiting)).finally(() => {
        lane.underWay -= 1;
        if (lane.waiting.length > 0) void setOut(key, lane);
        else if (lane.underWay === 0 && !lane.isSettingOut) lanes.delete(key);
      });
    }
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const lane = lanes.get(key) ?? { underWay: 0, isSettingOut: false, waiting: [] };
      lanes.set(key, lane);
      lane.waiting.push({ item, resolve, reject });
      void setOut(key, lane);
    });
}

function takeBatch<Item, Result>(
  { most, sizeOf }: Company<Item, Result>,
  waiting: Waiting<Item, Result>[],
): readonly Waiting<Item, Result>[] {
  let count = 0;
  for (let size = 0; count < waiting.length; count += 1) {
    const next = waiting[count];
    if (next !== undefined) size += sizeOf(next.item);
    if (count > 0 && size > most) break;
  }
  return waiting.splice(0, count);
}

async function travel<Item, Result>(
  { work }: Company<Item, Result>,
  key: string,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await work(
      key,
      batch.map(({ item }) => item),
    );
    if (results.length !== batch.length) {
      // Some may still be under way, and fail when nobody is there to hear of it: that would end the process.
      for (const result of results) Promise.resolve(result).catch(() => undefined);
      throw new MiscountedBatch(batch.length, results.length);
    }
    // Each of them, so that a promise that fails is the failure of its own item alone.
    results.forEach((result, at) => batch[at]?.resolve(result));
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
