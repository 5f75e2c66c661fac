import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { openTestClinic, type TestClinic } from '#tests/server/test-clinic.ts';

let here: TestClinic;
beforeAll(async () => {
  here = await openTestClinic();
});
afterAll(() => here.close());

const autumn = '2027-10-31';
type Said = { readonly disambiguation?: 'earlier' | 'later' | 'compatible' | 'reject' };

/** At half past two, which Berlin shows twice that day. */
const intents = {
  series: (said: Said): Intent =>
    repeating({
      seriesId: seriesIdFrom(randomUUID()),
      start: `${autumn}T02:30:00`,
      rules: ['FREQ=DAILY;COUNT=2'],
      ...said,
    }),
  leave: (said: Said): Intent => ({
    name: 'time-off.request',
    input: {
      ...{
        timeOffId: randomUUID(),
        resourceId: clinic.anna,
        fromDate: autumn,
        toDate: autumn,
        kind: 'other',
        note: '',
      },
      ...{ hours: { fromMinute: 150, toMinute: 300 }, ...said },
    },
  }),
  hours: (said: Said): Intent => {
    const exception = { date: autumn, hours: [{ fromMinute: 150, toMinute: 600 }], reason: '', ...said };
    return {
      name: 'resource.upsert',
      input: { id: clinic.ben, set: { exceptions: [exception] }, was: { exceptions: [] } },
    };
  },
};

test.each(['series', 'leave', 'hours'] as const)(
  '[PS11] %s at a time that the clocks show twice gets a verdict that asks which, and is taken once it is said',
  async (what) => {
    const intent = intents[what];
    const pushed = [intent({}), intent({ disambiguation: 'reject' }), intent({ disambiguation: 'later' })];
    const verdicts = await here.desk.push(pushed.map((one) => here.desk.command(one)));
    expect(verdicts).toMatchObject([
      { kind: 'refused', refusal: { code: 'time-in-fold' } },
      { kind: 'refused', refusal: { code: 'time-in-fold' } },
      { kind: 'accepted' },
    ]);
  },
);

test('[PS11] a word that is none of the four is no disambiguation', async () => {
  const { name, input } = intents.series({});
  const verdict = await here.desk.send({ name, input: { ...Object(input), disambiguation: 'first' } });
  expect(verdict).toMatchObject({ kind: 'refused', refusal: { code: 'invalid-input', field: 'disambiguation' } });
});
