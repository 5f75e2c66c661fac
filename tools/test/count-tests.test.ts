import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from '#tools/test/count-tests.ts';

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };

test('tests are counted as their runner saw them', () => {
  expect(countVitest(vitest)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a file that cannot be loaded is a failure, although it has no test to fail', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(countVitest({ ...vitest, numFailedTests: 0, testResults })).toEqual({ passed: 3, failed: 1, skipped: 3 });
});

test('an error outside of every journey is a failure', () => {
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright({ stats, errors: [{ message: 'the app did not start' }] }).failed).toBe(1);
});
