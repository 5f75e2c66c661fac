import { pushInputSchema, type PushInput } from '#shared/replication/protocol.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { optionsOf, type SimOptions } from '#tests/simulation/options.ts';
import { runSeed } from '#tests/simulation/run-seed.ts';

export type Arrival = { readonly desk: DeskIdentity; readonly push: PushInput };

/** What reached the server in a seed's run, in that order: lost replies and duplicates make some of it come often. */
export async function recordPushes(
  seed: number,
): Promise<{ readonly options: SimOptions; readonly arrivals: readonly Arrival[] }> {
  const arrivals: Arrival[] = [];
  await runSeed({ seed }, (desk, wire) => arrivals.push({ desk, push: pushInputSchema.parse(JSON.parse(wire)) }));
  return { options: optionsOf(seed), arrivals };
}
