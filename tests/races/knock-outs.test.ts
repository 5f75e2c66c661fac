import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { gate, tally } from '#tests/races/gate.ts';
import { sized } from '#tests/races/gate-size.ts';
import { type RacingOptions, startRacingServers } from '#tests/races/racing-servers.ts';
import { knockedOutStore } from '#tests/server/knocked-out-store.ts';

const without: readonly { readonly what: string; readonly options: RacingOptions }[] = [
  { what: 'holds', options: (database) => ({ adaptStore: () => knockedOutStore(database, ['holds']) }) },
  { what: 'the filter in memory', options: () => ({ isUnfiltered: true }) },
  { what: 'ON CONFLICT', options: (database) => ({ adaptStore: () => knockedOutStore(database, ['on-conflict']) }) },
  {
    what: 'all three',
    options: (database) => ({
      isUnfiltered: true,
      adaptStore: () => knockedOutStore(database, ['holds', 'on-conflict']),
    }),
  },
];

const attempts = sized(10_000, 200);
const slots = 50;

// Each holds its slot, if it can, and books it whether or not; two servers take part.
test.each(without)(
  '[TL1] [TL2] [TL3] [HS3] [F7] without $what no double gets through, and every slot is booked once',
  async ({ what, options }) => {
    const here = await startRacingServers(options);
    try {
      await gate(
        {
          name: `without ${what}, over HTTP`,
          size: `${attempts} at ${slots} slots, 2 servers`,
          wanted: { accepted: slots, doubles: 0, 'server errors': 0 },
        },
        async () => {
          const answers = await here.race(
            Array.from({ length: attempts }, (_, number) => async (line) => {
              const start = plusMinutes(at('2027-07-01T00:00'), 30 * (number % slots));
              const wish = holdWish({ start });
              const placed = await line.place(wish);
              const hold = placed === 'held' ? ownHold(wish) : undefined;
              return line.pushUntilDecided(booking({ appointmentId: randomUUID(), start }), hold);
            }),
          );
          const { accepted = 0, displaced = 0, ...others } = tally(answers);
          expect(others).toEqual({});
          return { accepted, doubles: await here.overlapping(), 'server errors': attempts - accepted - displaced };
        },
      );
    } finally {
      await here.close();
    }
  },
  600_000,
);
