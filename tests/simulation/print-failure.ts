import type { RunResult, Scenario } from '#tests/simulation/run-seed.ts';

/** Everything that somebody needs to see the failure again. */
export function printFailure({ scenario, options, actions, failure, traceHash }: RunResult): string {
  return [
    `seed ${scenario.seed} broke ${failure?.message ?? 'nothing'} after ${Math.round(failure?.atMs ?? 0)} ms`,
    `options ${JSON.stringify(options)}`,
    `actions ${actions.map(({ index, kind, atMs }) => `${index}:${kind}@${atMs}`).join(' ')}`,
    `trace ${traceHash}`,
    `again   npm run sim -- --replay '${JSON.stringify(withoutNothing(scenario))}'`,
  ].join('\n');
}

function withoutNothing({ mutation, ...scenario }: Scenario): Scenario {
  return mutation === null || mutation === undefined ? scenario : { ...scenario, mutation };
}
