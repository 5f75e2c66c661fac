import { expect, test } from 'vitest';
import { ServerClock } from '#renderer/replica/holds/server-clock.ts';
import { at } from '#tests/builders/clinic.ts';

function clock() {
  let count = 0;
  const one = new ServerClock(
    () => count,
    () => at('03:00'),
  );
  return { one, pass: (ms: number) => (count += ms) };
}

test('[HU3] it runs on from what the server said, whatever the computer shows', () => {
  const { one, pass } = clock();
  expect(one.now()).toBe(at('03:00'));
  one.hear(at('09:00'), 'word');
  pass(60_000);
  expect(one.now()).toBe(at('09:01'));
});

test('[HU3] what was long on its way does not set it back', () => {
  const { one, pass } = clock();
  one.hear(at('09:00'), 'word');
  pass(120_000);
  one.hear(at('09:01'), 'word');
  expect(one.now()).toBe(at('09:02'));
});

test('[HU3] after the computer slept, which stops the count, the next word sets it right', () => {
  const { one } = clock();
  one.hear(at('09:00'), 'word');
  one.hear(at('11:00'), 'word');
  expect(one.now()).toBe(at('11:00'));
});

test('[HU3] a server whose own clock was set back is believed when it greets', () => {
  const { one } = clock();
  one.hear(at('11:00'), 'greeting');
  one.hear(at('09:00'), 'greeting');
  expect(one.now()).toBe(at('09:00'));
});
