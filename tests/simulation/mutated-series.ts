import type { Change } from '#shared/commands/decision.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { StoreTx } from '#server/authority/store.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import type { Site } from '#tests/simulation/store/memory-store.ts';

/** Bugs about visits that recur: what is written is not what was decided. */
export function seriesStatements(mutation: Mutation | null, { statements }: Site): Partial<StoreTx> {
  switch (mutation) {
    case 'exceptions-orphaned-on-split':
      return rewriting(statements, 'series.change', (series) => (series.version === 1 ? { exceptions: [] } : {}));
    case 'split-counts-anew':
      return rewriting(statements, 'series.change', ({ version, rules }) =>
        version === 1
          ? { rules: rules.map((rule) => rule.replace(/COUNT=(\d+)/, (_, count) => `COUNT=${+count + 1}`)) }
          : {},
      );
    case 'undo-of-all-forgets-moved':
      return rewriting(statements, 'series.put-back', () => ({ exceptions: [] }));
    case 'series-claims-cut-short':
      // The last of many dates is left out, and all is said to be booked.
      return { takeClaims: (claims) => statements.takeClaims(isMany(claims) ? claims.slice(0, -1) : claims) };
    default:
      return {};
  }
}

/** The job sees nothing that others hold, and nothing stops it. */
export function horizonStatements(mutation: Mutation | null, { engine, transaction }: Site): Partial<StoreTx> {
  if (mutation !== 'horizon-books-over') return {};
  return {
    loadClaims: async () => [],
    takeClaims: async (claims) => {
      await engine.step();
      engine.giveXid(transaction);
      for (const claim of claims)
        engine.tables.claims.push({ tenantId: transaction.tenantId, claim, insertedBy: transaction, deletedBy: null });
      return true;
    },
  };
}

function rewriting(
  statements: Pick<StoreTx, 'writeRows'>,
  name: string,
  otherwise: (series: BookedSeries) => Partial<BookedSeries>,
): Partial<StoreTx> {
  const rewritten = (change: Change): Change =>
    change.collection === 'series'
      ? { collection: 'series', document: { ...change.document, ...otherwise(change.document) } }
      : change;
  return {
    writeRows: (entries) =>
      statements.writeRows(
        entries.map((entry) =>
          entry.record.command.name === name ? { ...entry, changes: entry.changes.map(rewritten) } : entry,
        ),
      ),
  };
}

function isMany(claims: readonly HeldClaim[]): boolean {
  const last = claims.at(-1);
  return claims.length > 3 && last !== undefined && namedOccurrence(last.holder.id) !== null;
}
