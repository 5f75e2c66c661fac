import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { answerCase, type RecurrenceCase, recurrenceCaseSchema } from '#tools/cases/recurrence-case.ts';

const root = resolve(import.meta.dirname, '../../..');
const fixtures = join(root, 'tests/fixtures/recurrence/vectors.jsonl');
const data = join(process.env['FRONTDESK_DATA'] ?? join(root, '../shared/data'), 'recurrence/vectors.jsonl');

type Vector = RecurrenceCase & { readonly expected_utc?: readonly string[] };

function vectorsIn(file: string): readonly Vector[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const value: unknown = JSON.parse(line);
      // The schema has checked all but this one list.
      return { ...recurrenceCaseSchema.parse(value), expected_utc: (value as Vector).expected_utc };
    });
}

function differences(vectors: readonly Vector[]): readonly unknown[] {
  return vectors.flatMap((vector) => {
    const answer = answerCase(vector);
    if (answer.refusal?.code === 'frequency-not-offered') return [];
    const expected = vector.expected ?? [];
    const given = answer.occurrences.slice(0, vector.truncated === true ? expected.length : undefined);
    const isSame = JSON.stringify(given) === JSON.stringify(expected);
    const instants = answer.utc?.slice(0, expected.length).map((at) => Date.parse(at));
    const isSameUtc =
      vector.expected_utc === undefined ||
      instants === undefined ||
      JSON.stringify(instants) === JSON.stringify(vector.expected_utc.map((at) => Date.parse(at)));
    return isSame && isSameUtc ? [] : [{ id: vector.id, rrule: vector.rrule, given, expected }];
  });
}

test('the rules of five peers’ own test suites give the occurrences that those expect', () => {
  const vectors = vectorsIn(fixtures);
  expect(vectors.length).toBeGreaterThan(100);
  expect(differences(vectors)).toEqual([]);
});

test.skipIf(!existsSync(data))(`all vectors of the data folder agree (skipped where ${data} is not there)`, () => {
  expect(differences(vectorsIn(data))).toEqual([]);
});

test('rules by the hour, minute and second are refused, and nothing else of the vectors is for its frequency', () => {
  const refused = vectorsIn(fixtures).filter((one) => answerCase(one).refusal?.code === 'frequency-not-offered');
  expect(refused.every(({ rrule }) => /FREQ=(HOURLY|MINUTELY|SECONDLY)/.test(String(rrule)))).toBe(true);
});
