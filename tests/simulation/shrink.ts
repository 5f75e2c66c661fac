import type { FaultRates } from '#tests/simulation/options.ts';
import { runSeed, type RunResult, type Scenario } from '#tests/simulation/run-seed.ts';

/** As few actions as possible, then as few faults, by which the same invariant still breaks. */
export async function shrink(found: RunResult, most = 250): Promise<RunResult> {
  let best = found;
  let runs = 0;
  const tryOut = async (scenario: Scenario): Promise<boolean> => {
    if (runs >= most) return false;
    runs += 1;
    const result = await runSeed(scenario);
    if (result.failure?.invariant !== found.failure?.invariant) return false;
    best = result;
    return true;
  };
  for (let size = Math.ceil(best.actions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.actions.length;) {
      const dropped = best.actions.slice(at, at + size).map(({ index }) => index);
      const without = [...(best.scenario.without ?? []), ...dropped];
      if (!(await tryOut({ ...best.scenario, without }))) at += size;
    }
  }
  const rates = Object.keys(found.options.rates) as (keyof FaultRates)[]; // Its own keys.
  for (const rate of rates.filter((name) => found.options.rates[name] > 0)) {
    await tryOut({ ...best.scenario, calm: [...(best.scenario.calm ?? []), rate] });
  }
  return best;
}
