import { Client, DatabaseError as PgError } from 'pg';
import { expect, test } from 'vitest';
import { DatabaseError, isRetryable, isStable, withoutDetail } from '#server/database/database-error.ts';
import { Outage } from '#server/database/outage.ts';

function failure(code: string): PgError {
  const error = new PgError('value "Secret" is wrong', 10, 'error');
  return Object.assign(error, {
    code,
    severity: 'ERROR',
    detail: 'Failing row contains (Secret)',
    constraint: 'no_secret',
    where: 'Secret',
  });
}

test('[F12] what is left of a database error names no value of any row', () => {
  const left = withoutDetail(failure('23514'));
  expect(left).toBeInstanceOf(DatabaseError);
  expect(JSON.stringify({ ...(left as object), message: String(left), stack: (left as Error).stack })).not.toContain(
    'Secret',
  );
  expect(left).toMatchObject({ code: '23514', constraint: 'no_secret' });
});

test('a connection that cannot be had is an outage', async () => {
  const client = new Client({ host: '127.0.0.1', port: 1, user: 'x', database: 'x' });
  const error: unknown = await client.connect().catch((thrown: unknown) => thrown);
  expect(withoutDetail(error)).toBeInstanceOf(Outage);
});

test.each([
  ['40P01', 'retry'],
  ['40001', 'retry'],
  ['55P03', 'retry'],
  ['22P05', 'stable'],
  ['23514', 'stable'],
  ['54000', 'stable'],
  ['57P01', 'outage'],
  ['53300', 'outage'],
  ['XX000', 'outage'],
])('%s: %s', (code, kind) => {
  const error = withoutDetail(failure(code));
  expect([isRetryable(error), isStable(error)]).toEqual([kind === 'retry', kind === 'stable']);
});
