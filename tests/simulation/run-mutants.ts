import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Mutation, mutations } from '#tests/simulation/mutation.ts';
import { runSeed } from '#tests/simulation/run-seed.ts';

type Caught = {
  readonly mutant: Mutation;
  readonly seed: number | null;
  readonly invariant: string;
  readonly message: string;
};

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20000' },
    from: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});

const results: Caught[] = [];
console.log('| mutant | caught at seed | invariant |\n|---|---|---|');
for (const mutant of mutations) {
  const caught = await hunt(mutant, Number(values.from), Number(values.seeds));
  results.push(caught);
  console.log(`| ${mutant} | ${caught.seed ?? 'SURVIVED'} | ${caught.invariant} |`);
}
const survivors = results.filter(({ seed }) => seed === null);
console.log(`\n${results.length - survivors.length} of ${results.length} caught`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ mutants: results }, null, 2)}\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function hunt(mutant: Mutation, from: number, seeds: number): Promise<Caught> {
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { failure } = await runSeed({ seed, mutation: mutant });
    if (failure !== null) return { mutant, seed, invariant: failure.invariant, message: failure.message };
  }
  return { mutant, seed: null, invariant: '', message: '' };
}
