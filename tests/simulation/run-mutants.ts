import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Caught, huntMutant } from '#tests/simulation/hunt-mutant.ts';
import { mutations } from '#tests/simulation/mutation.ts';

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
  const caught = await huntMutant(mutant, Number(values.from), Number(values.seeds));
  results.push(caught);
  console.log(`| ${mutant} | ${caught.seed ?? 'SURVIVED'} | ${caught.invariant} |`);
}
const survivors = results.filter(({ seed }) => seed === null);
console.log(`\n${results.length - survivors.length} of ${results.length} caught`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ mutants: results }, null, 2)}\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;
