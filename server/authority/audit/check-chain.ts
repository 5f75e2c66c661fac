import { RESTORED } from '#server/database/note-in-audits.ts';
import { type ChainHead, type ChainRow, chainHash, NO_HASH } from '#server/authority/audit/chain-hash.ts';

/**
 * `cut`: rows at the end are missing that an older head knew. `rewritten`: the chain is sound in itself, and another one
 * than that head's.
 */
export type Tampering = 'edited' | 'removed' | 'inserted' | 'reordered' | 'cut' | 'rewritten';

export type ChainReport = {
  readonly count: number;
  /** Of the rows that are there; null without any. */
  readonly head: ChainHead | null;
  /** The first row with which something is wrong. */
  readonly broken: { readonly position: number; readonly what: Tampering; readonly name: string } | null;
  /** Where the server found itself restored from a backup: what came after that backup is not in this chain. */
  readonly restoredAt: readonly number[];
};

type Suspect = {
  readonly row: ChainRow;
  /** Where it stands, by counting. */
  readonly position: number;
  readonly before: ChainRow | null;
  /** The row after it, and whether any later one follows on what this one should have followed on. */
  next: ChainRow | null;
  isFollowedLater: boolean;
};

/** Takes the rows of one tenant in their order, and says what is wrong with them (AU4). Pure. */
export class ChainCheck {
  readonly #anchor: ChainHead | null;
  readonly #restoredAt: number[] = [];
  #last: ChainRow | null = null;
  #suspect: Suspect | null = null;
  #count = 0;
  #isAnchored = true;

  /** @param anchor an older head, whose row has to be there still. */
  constructor(anchor: ChainHead | null = null) {
    this.#anchor = anchor;
  }

  take(row: ChainRow): void {
    this.#count += 1;
    if (row.name === RESTORED) this.#restoredAt.push(row.position);
    if (row.position === this.#anchor?.position) this.#isAnchored = row.hash === this.#anchor.hash;
    const before = this.#last;
    this.#last = row;
    if (this.#suspect !== null) return follow(this.#suspect, row);
    const position = (before?.position ?? 0) + 1;
    const isSound = row.position === position && row.previousHash === hashOf(before) && isItself(row);
    if (!isSound) this.#suspect = { row, position, before, next: null, isFollowedLater: false };
  }

  report(): ChainReport {
    const head = this.#last;
    return {
      count: this.#count,
      head: head === null ? null : { tenantId: head.tenantId, position: head.position, hash: head.hash },
      broken: this.#suspect === null ? this.#brokenAnchor() : verdictOn(this.#suspect),
      restoredAt: this.#restoredAt,
    };
  }

  #brokenAnchor(): ChainReport['broken'] {
    if (this.#anchor === null) return null;
    const end = this.#last?.position ?? 0;
    if (end < this.#anchor.position) return { position: end + 1, what: 'cut', name: '' };
    return this.#isAnchored ? null : { position: this.#anchor.position, what: 'rewritten', name: '' };
  }
}

/** The whole of a chain, row after row. */
export async function checkChain(rows: AsyncIterable<ChainRow>, anchor: ChainHead | null = null): Promise<ChainReport> {
  const check = new ChainCheck(anchor);
  for await (const row of rows) check.take(row);
  return check.report();
}

function hashOf(row: ChainRow | null): string {
  return row?.hash ?? NO_HASH;
}

/** Whether it says what it said when it was written, and where, and after what it names. */
function isItself(row: ChainRow): boolean {
  return row.content !== null && row.hash === chainHash(row.previousHash, row);
}

function follow(suspect: Suspect, row: ChainRow): void {
  suspect.next ??= row;
  suspect.isFollowedLater ||= row.previousHash === hashOf(suspect.before);
}

function verdictOn(suspect: Suspect): ChainReport['broken'] {
  const { row, position, before } = suspect;
  const { isEarlier, what } = tamperingOf(suspect);
  const culprit = isEarlier && before !== null ? before : row;
  const at = isEarlier ? position - 1 : position;
  return { position: at, what, name: what === 'removed' && culprit.content !== null ? '' : culprit.name };
}

/** What hashes cannot hide: which row each row was written after. `isEarlier`: it is about the row before. */
function tamperingOf({ row, position, before, next, isFollowedLater }: Suspect): {
  readonly what: Tampering;
  readonly isEarlier: boolean;
} {
  const here = (what: Tampering) => ({ what, isEarlier: false });
  const expected = hashOf(before);
  const isFollowedNext = next?.previousHash === expected;
  if (row.position > position) return here(isFollowedLater ? 'reordered' : 'removed');
  if (row.position < position) return here('inserted');
  if (row.previousHash === expected) {
    if (row.content === null) return here('removed');
    return here(isFollowedNext ? 'inserted' : 'edited');
  }
  if (row.content !== null && row.hash === chainHash(expected, row)) return here('edited');
  // It follows on what the row before follows on: that one came in between, with a hash of its own making.
  if (before !== null && row.previousHash === before.previousHash) return { what: 'inserted', isEarlier: true };
  // It is as it was written, so the row before is not: that one was edited, and hashed anew.
  if (before !== null && isItself(row)) return { what: 'edited', isEarlier: true };
  if (isFollowedLater) return here(isFollowedNext && row.previousHash !== next.hash ? 'inserted' : 'reordered');
  return here('removed');
}
