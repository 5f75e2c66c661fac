import { deskDeeds } from '#tests/simulation/actions/at-the-desk.ts';
import { timeOffDeeds } from '#tests/simulation/actions/with-time-off.ts';
import { seriesDeeds } from '#tests/simulation/actions/with-series.ts';
import { leaseDeeds } from '#tests/simulation/actions/with-leases.ts';
import { holdDeeds } from '#tests/simulation/actions/with-holds.ts';
import { clinicDeeds } from '#tests/simulation/actions/to-the-clinic.ts';
import { computerDeeds } from '#tests/simulation/actions/to-the-desk.ts';
import { serverDeeds } from '#tests/simulation/actions/to-the-server.ts';
import { redisDeeds } from '#tests/simulation/actions/to-redis.ts';
import type { Deed } from '#tests/simulation/actions/turn.ts';
import { choice, fate, pick } from '#tests/simulation/fate.ts';
import type { Action, ActionKind } from '#tests/simulation/options.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';

const deeds: Readonly<Record<ActionKind, Deed>> = {
  ...deskDeeds,
  ...computerDeeds,
  ...serverDeeds,
  ...redisDeeds,
  ...clinicDeeds,
  ...holdDeeds,
  ...leaseDeeds,
  ...seriesDeeds,
  ...timeOffDeeds,
};

export function act(world: SimWorld, action: Action): void {
  const { seed } = world;
  deeds[action.kind]({
    world,
    action,
    desk: pick(world.desks, seed, action.index, 'desk'),
    luck: (aspect) => fate(seed, action.index, aspect),
    among: (aspect, count) => choice(count, seed, action.index, aspect),
  });
}
