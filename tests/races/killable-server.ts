import { parseArgs } from 'node:util';
import type { AuthorityStore, StoreTx } from '#server/authority/store.ts';
import { startServer } from '#server/start-server.ts';
import { type CommitPoint, commitPoints } from '#tests/races/commit-points.ts';

/**
 * The real server, as a process that kills itself with -9 when it comes to a point of the commit path for the n-th
 * time. It stands here, so that no server that anybody runs has such a thing in it.
 */
const { values } = parseArgs({
  options: {
    'database-url': { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    point: { type: 'string' },
    time: { type: 'string', default: '1' },
  },
});
const deadly = commitPoints.find((point) => point === values.point) ?? null;
let left = Number(values.time);

const server = await startServer({
  port: 0,
  dataDir: values.data,
  databaseUrl: values['database-url'],
  seed: 'empty',
  rendererDir: null,
  openEnrolment: true,
  log: () => undefined,
  adaptStore: (store) => killing(store),
});
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
console.log(`ready ${server.url}`);

function reach(point: CommitPoint): void {
  if (point !== deadly) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

function killing(store: AuthorityStore): AuthorityStore {
  return {
    ...store,
    transaction: async (tenantId, work, options) => {
      reach('asked');
      const result = await store.transaction(
        tenantId,
        async (tx) => {
          const decided = await work(killingTx(tx));
          reach('announced');
          return decided;
        },
        options,
      );
      reach('committed');
      return result;
    },
  };
}

function killingTx(tx: StoreTx): StoreTx {
  return {
    ...tx,
    storedVerdicts: after('verdicts-read', tx.storedVerdicts),
    loadDocuments: after('documents-locked', tx.loadDocuments),
    loadClaims: after('claims-read', tx.loadClaims),
    takeClaims: after('claims-taken', tx.takeClaims),
    writeRows: after('rows-written', tx.writeRows),
  };
}

function after<Arguments extends readonly unknown[], Result>(
  point: CommitPoint,
  statement: (...those: Arguments) => Promise<Result>,
): (...those: Arguments) => Promise<Result> {
  return async (...those) => {
    const result = await statement(...those);
    reach(point);
    return result;
  };
}
