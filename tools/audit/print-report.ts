import type { AuditReport } from '#server/authority/audit/check-audit.ts';
import type { Tampering } from '#server/authority/audit/check-chain.ts';

const sentences: Readonly<Record<Tampering, string>> = {
  edited: 'was edited',
  removed: 'was removed',
  inserted: 'was put in afterwards',
  reordered: 'is not the one that was written there',
  cut: 'and what followed was cut off: the older head knew it',
  rewritten: 'is not the one that the older head knew: the audit was written anew, there or before',
};

/** @returns whether nothing is wrong. */
export function printReport({ tenantId, count, head, broken, strays, restoredAt }: AuditReport): boolean {
  console.log(`clinic ${tenantId}: ${count} rows${head === null ? '' : `, head ${head.position} ${head.hash}`}`);
  for (const position of restoredAt) console.log(`  row ${position}: here the server was restored from a backup`);
  if (broken !== null) {
    const name = broken.name === '' ? '' : ` (${broken.name})`;
    console.log(`  WRONG row ${broken.position}${name} ${sentences[broken.what]}`);
  }
  for (const { id, name } of strays) console.log(`  WRONG the command ${id} (${name}) is in no row`);
  const isSound = broken === null && strays.length === 0;
  if (isSound) console.log('  sound: every row is the one that was written');
  return isSound;
}
