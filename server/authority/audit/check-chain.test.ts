import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#shared/lib/must.ts';
import { type ChainRow, chainHash, NO_HASH } from '#server/authority/audit/chain-hash.ts';
import { ChainCheck } from '#server/authority/audit/check-chain.ts';

const tenantId = '636c696e-6963-4000-8000-000000000001';

function chain(names: readonly string[]): readonly ChainRow[] {
  const rows: ChainRow[] = [];
  for (const [at, name] of names.entries()) {
    const said = { tenantId, position: at + 1, recordedAt: String(at), content: [JSON.stringify(name)] };
    const previousHash = rows.at(-1)?.hash ?? NO_HASH;
    rows.push({ ...said, name, previousHash, hash: chainHash(previousHash, said) });
  }
  return rows;
}

function reportOn(rows: readonly ChainRow[], anchor: ChainRow | null = null) {
  const check = new ChainCheck(anchor);
  for (const row of rows) check.take(row);
  return check.report();
}

/** As somebody would leave them who knows that numbers have no gaps. */
const renumbered = (rows: readonly ChainRow[]): readonly ChainRow[] =>
  rows.map((row, at) => ({ ...row, position: at + 1 }));

/** A sound chain and one of its rows, by its place in the list. */
const chainAndPlace = fc
  .array(fc.string(), { minLength: 1, maxLength: 12 })
  .chain((names) => fc.tuple(fc.constant(chain(names)), fc.nat({ max: names.length - 1 })));

describe('[AU4] of a chain', () => {
  test('that is as it was written, nothing is said, and its end is its head', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 12 }), (names) => {
        const rows = chain(names);
        const { broken, count, head } = reportOn(rows, rows.at(-1) ?? null);
        expect([broken, count, head?.hash]).toEqual([null, names.length, rows.at(-1)?.hash]);
      }),
    );
  });

  test('one row of which was edited, that row is named, hashed anew or not', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.boolean(), ([rows, at], isHashedAnew) => {
        const row = must(rows[at], 'a row');
        const edited = { ...row, content: ['"edited"'], name: 'edited' };
        const put = isHashedAnew ? { ...edited, hash: chainHash(row.previousHash, edited) } : edited;
        const { broken } = reportOn(rows.with(at, put), must(rows.at(-1), 'a head'));
        // The last row, hashed anew, makes a sound chain: only an older head knows that it is another one.
        const what = isHashedAnew && at === rows.length - 1 ? 'rewritten' : 'edited';
        expect(broken).toMatchObject({ position: at + 1, what });
      }),
    );
  });

  test('out of which one was taken, its place is named, whether the others moved up or not', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.boolean(), ([rows, at], hasMovedUp) => {
        const left = rows.toSpliced(at, 1);
        const { broken } = reportOn(hasMovedUp ? renumbered(left) : left, must(rows.at(-1), 'a head'));
        expect(broken).toMatchObject({ position: at + 1, what: at === rows.length - 1 ? 'cut' : 'removed' });
      }),
    );
  });

  test('two of which changed places, the first of the two is named', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.nat({ max: 11 }), ([rows, one], other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(low !== high && high < rows.length);
        const swapped = renumbered(rows.with(low, must(rows[high], 'a row')).with(high, must(rows[low], 'a row')));
        expect(reportOn(swapped).broken).toMatchObject({ position: low + 1, what: 'reordered' });
      }),
    );
  });

  test('into which one was put, that one is named, however well it was made', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.boolean(), ([rows, at], isWellMade) => {
        const { previousHash } = must(rows[at], 'a row');
        const said = { tenantId, position: at + 1, recordedAt: '0', content: ['"forged"'] };
        const hash = isWellMade ? chainHash(previousHash, said) : NO_HASH;
        const forged = renumbered(rows.toSpliced(at, 0, { ...said, name: 'forged', previousHash, hash }));
        expect(reportOn(forged).broken).toEqual({ position: at + 1, what: 'inserted', name: 'forged' });
      }),
    );
  });

  test('the end of which was cut off, an older head names the first row that is missing', () => {
    fc.assert(
      fc.property(chainAndPlace, ([rows, at]) => {
        const { broken } = reportOn(rows.slice(0, at), must(rows.at(-1), 'a head'));
        expect(broken).toEqual({ position: at + 1, what: 'cut', name: '' });
      }),
    );
  });
});
