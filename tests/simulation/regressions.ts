import { type Action, type ActionKind, actionKinds, leasings, noFaults } from '#tests/simulation/options.ts';
import type { Scenario } from '#tests/simulation/run-seed.ts';
import { must } from '#shared/lib/must.ts';
import kept from './regressions.json' with { type: 'json' };

/**
 * Past failures, shrunk. They run before everything else, for ever: each has its own options and actions, because a new
 * kind of action changes what a seed draws.
 */
export const regressions: readonly { readonly name: string; readonly scenario: Scenario }[] = kept.map(
  ({ name, seed, options, actions }) => {
    const pinned = actions.split(' ').map(readAction);
    return {
      name,
      scenario: {
        seed,
        pinned: {
          options: {
            hasSeries: false,
            hasNewRules: false,
            redisAheadMs: 0,
            ...options,
            leases: leasings.find((one) => 'leases' in options && one === options.leases) ?? 'none',
            holds: 'holds' in options && options.holds === 'redis' ? 'redis' : 'postgres',
            rates: { ...noFaults, ...options.rates },
            kinds: [],
            actions: 0,
            gapMs: 0,
          },
          actions: pinned,
        },
      },
    };
  },
);

/** `10:book@5969` */
function readAction(text: string): Action {
  const [, index, kind, atMs] = must(/^(\d+):([a-z-]+)@(\d+)$/.exec(text), `not an action: ${text}`);
  const known = must<ActionKind>(
    actionKinds.find((one) => one === kind),
    `no such kind: ${text}`,
  );
  return { index: Number(index), kind: known, atMs: Number(atMs) };
}
