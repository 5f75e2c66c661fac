import type { CommandRecord } from '#server/authority/store.ts';
import { type ChainRow, chainHash, NO_HASH } from '#server/authority/audit/chain-hash.ts';

/** A row of the audit as the model of PostgreSQL keeps it. */
export type MemoryAuditRow = ChainRow & { readonly commandId: string };

type Commit = { readonly tenantId: string; readonly atMs: number; readonly records: Iterable<CommandRecord> };

/** What the database's own trigger does at a commit (AU1). */
export function appendToChain(chain: MemoryAuditRow[], { tenantId, atMs, records }: Commit): void {
  for (const record of records) {
    const previousHash = chain.at(-1)?.hash ?? NO_HASH;
    const { id, name } = record.command;
    const said = {
      tenantId,
      position: chain.length + 1,
      recordedAt: String(atMs * 1_000),
      content: ['"command"', JSON.stringify(id), JSON.stringify(record)],
    };
    chain.push({ ...said, name, commandId: id, previousHash, hash: chainHash(previousHash, said) });
  }
}
