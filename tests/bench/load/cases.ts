import type { Job } from '#tests/bench/load/job.ts';

export type Case = {
  readonly group: 'one-slot' | 'hundred-slots' | 'offered' | 'flat-out';
  readonly name: string;
  readonly via: Job['via'];
  readonly load: Job['load'];
};

export type Sizes = { readonly attempts: number; readonly seconds: number };

const offeredPerSecond = 500;

export function casesOf({ attempts, seconds }: Sizes): readonly Case[] {
  const contended = (slots: number, firstSlot: number): Job['load'] => ({
    kind: 'contended',
    attempts,
    slots,
    firstSlot,
  });
  const many = attempts.toLocaleString('en');
  return [
    { group: 'one-slot', name: `${many} holds at 1 slot`, via: 'hold', load: contended(1, 0) },
    { group: 'one-slot', name: `${many} bookings of 1 slot`, via: 'book', load: contended(1, 1) },
    {
      group: 'hundred-slots',
      name: `${many} holds at 100 slots`,
      via: 'hold',
      load: contended(100, 1_000),
    },
    {
      group: 'hundred-slots',
      name: `${many} bookings of 100 slots`,
      via: 'book',
      load: contended(100, 2_000),
    },
    {
      group: 'offered',
      name: `${offeredPerSecond} bookings/s offered, ${seconds} s`,
      via: 'book',
      load: { kind: 'spread', seconds, perSecond: offeredPerSecond },
    },
    {
      group: 'flat-out',
      name: `as many bookings as possible, ${seconds} s`,
      via: 'book',
      load: { kind: 'spread', seconds, perSecond: null },
    },
  ];
}
