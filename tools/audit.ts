import { readFile, writeFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { auditKey, existingAuditKey } from '#server/authority/audit/audit-key.ts';
import { checkAudit, ofOneMoment } from '#server/authority/audit/check-audit.ts';
import { readHead } from '#server/authority/audit/read-chain.ts';
import {
  fingerprint,
  readSignedHeads,
  type SignedHeads,
  signHeads,
  spki,
} from '#server/authority/audit/signed-heads.ts';
import { Outage } from '#server/database/outage.ts';
import { type AuditOptions, auditUsage, readAuditOptions } from '#tools/audit/options.ts';
import { printReport } from '#tools/audit/print-report.ts';
import { tenantsOf, visitAudit } from '#tools/audit/visit-audit.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

type Verifying = Extract<AuditOptions, { kind: 'verify' }>;
type Exporting = Extract<AuditOptions, { kind: 'head' }>;

async function main(args: readonly string[]): Promise<void> {
  const options = readAuditOptions(args);
  if (options === 'help') return console.log(auditUsage);
  const isSound = await visitAudit(options, (client) =>
    options.kind === 'verify' ? verify(client, options) : exportHeads(client, options),
  );
  if (!isSound) process.exitCode = 1;
}

async function verify(client: Client, options: Verifying): Promise<boolean> {
  const older = options.headPath === null ? null : await olderHeads(options.headPath, options);
  const anchors = new Map(older?.heads.map((head) => [head.tenantId, head]));
  const tenantIds = new Set(await tenantsOf(client, options));
  // A clinic that is gone altogether was known to the older head.
  if (options.tenantId === null) for (const tenantId of anchors.keys()) tenantIds.add(tenantId);
  let isSound = true;
  for (const tenantId of tenantIds)
    isSound = printReport(await checkAudit(client, tenantId, anchors.get(tenantId) ?? null)) && isSound;
  return isSound;
}

async function olderHeads(path: string, { dataDir }: Verifying): Promise<SignedHeads> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new Stop(`${path} cannot be read.`);
  const older = readSignedHeads(text);
  if (older === null) throw new Stop(`${path} is no head of an audit, or was changed after it was signed.`);
  const key = Buffer.from(older.publicKey, 'base64');
  const own = await existingAuditKey(dataDir);
  if (own !== null && !spki(own).equals(key))
    throw new Stop(`${path} was signed by another installation, with the key ${fingerprint(key)}.`);
  console.log(`head of ${older.takenAt}, signed with the key ${fingerprint(key)}`);
  return older;
}

async function exportHeads(client: Client, options: Exporting): Promise<boolean> {
  const tenantIds = await tenantsOf(client, options);
  const heads = [];
  for (const tenantId of tenantIds) {
    const head = await ofOneMoment(client, tenantId, () => readHead(client, tenantId));
    if (head !== null) heads.push(head);
  }
  const signed = signHeads(heads, await auditKey(options.dataDir), new Date());
  await writeFile(options.outPath, `${JSON.stringify(signed, null, 2)}\n`, { flag: 'wx' }).catch((error: unknown) => {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new Stop(isThere ? `${options.outPath} is there already.` : `${options.outPath} cannot be written.`);
  });
  for (const { tenantId, position, hash } of heads) console.log(`clinic ${tenantId}: head ${position} ${hash}`);
  console.log(`signed with the key ${fingerprint(Buffer.from(signed.publicKey, 'base64'))}`);
  return true;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Stop || error instanceof Outage ? error.message : error);
  process.exitCode = 1;
}
