import type { Mutation } from '#tests/simulation/mutation.ts';
import { runSeed } from '#tests/simulation/run-seed.ts';

export type Caught = {
  readonly mutant: Mutation;
  /** Null when it survived every seed. */
  readonly seed: number | null;
  readonly invariant: string;
  readonly message: string;
};

/** The first seed at which the planted bug is seen. */
export async function huntMutant(mutant: Mutation, from: number, seeds: number): Promise<Caught> {
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { failure } = await runSeed({ seed, mutation: mutant });
    if (failure !== null) return { mutant, seed, invariant: failure.invariant, message: failure.message };
  }
  return { mutant, seed: null, invariant: '', message: '' };
}
