import { parseArgs } from 'node:util';
import { defaultDataDir } from '#server/database/data-dir.ts';
import { fromCaller } from '#tools/backup/backup-tool.ts';
import { Stop } from '#tools/bootstrap/step.mjs';

export const auditUsage = `npm run audit -- verify [options]
npm run audit -- head --out FILE [options]
  verify                 reads the audit from its beginning and names the first row with which something is wrong
  --head FILE            an older head: also finds an end that was cut off, and an audit that was written anew
  head --out FILE        where every clinic's audit ends now, signed: keep it where nobody who runs the server writes
  --tenant ID            this clinic alone
  --data DIR             the data folder, as for npm start
  --database-url URL     a PostgreSQL of your own; also DATABASE_URL. The key is in the data folder still.

The server may go on running. The exit code is 1 when something is wrong.`;

export type AuditOptions = {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly tenantId: string | null;
} & (
  | { readonly kind: 'verify'; readonly headPath: string | null }
  | { readonly kind: 'head'; readonly outPath: string }
);

export function readAuditOptions(args: readonly string[]): AuditOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [kind, another] = positionals;
  if (another !== undefined) throw new Stop(auditUsage);
  const { head, out, tenant } = values;
  const site = {
    dataDir: values.data === undefined ? defaultDataDir() : fromCaller(values.data),
    databaseUrl: values['database-url'] ?? (process.env['DATABASE_URL'] || null),
    tenantId: tenant ?? null,
  };
  if (tenant !== undefined && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenant))
    throw new Stop('A clinic is named by its id, as verify prints it.');
  if (kind === 'verify' && out === undefined)
    return { ...site, kind, headPath: head === undefined ? null : fromCaller(head) };
  if (kind === 'head' && out !== undefined && head === undefined) return { ...site, kind, outPath: fromCaller(out) };
  throw new Stop(auditUsage);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        head: { type: 'string' },
        out: { type: 'string' },
        tenant: { type: 'string' },
        data: { type: 'string' },
        'database-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${auditUsage}`);
  }
}
