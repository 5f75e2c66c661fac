import { writeFileSync } from 'node:fs';
import { type CasesOptions, type CasesReport, readOptions, Usage } from '#tools/cases/command-line.ts';
import { icsCases } from '#tools/cases/ics.ts';
import { recurrenceCases } from '#tools/cases/recurrence.ts';
import { zoneCases } from '#tools/cases/zones.ts';

const usage = `npm run cases -- recurrence FILE.jsonl [--json OUT]
npm run cases -- ics FILE|FOLDER [--from 2026-01-01] [--to 2027-01-01] [--json OUT]
npm run cases -- zones FILE [--json OUT]

Exit code: 0 all answered, 1 something could not be read or is not what the file expects, 2 the call was wrong.`;

const kinds: Readonly<Record<string, (options: CasesOptions) => CasesReport>> = {
  recurrence: recurrenceCases,
  ics: icsCases,
  zones: zoneCases,
};

const MOST_PROBLEMS_SHOWN = 40;

function main([kind = '', ...args]: readonly string[]): number {
  const run = kinds[kind];
  if (run === undefined) throw new Usage(kind === '' ? 'What kind of cases?' : `Unknown kind of cases: ${kind}`);
  const options = readOptions(args);
  const { summary, problems, json } = run(options);
  for (const line of summary) console.log(line);
  for (const problem of problems.slice(0, MOST_PROBLEMS_SHOWN)) console.log(`  ${problem}`);
  if (problems.length > MOST_PROBLEMS_SHOWN) console.log(`  … and ${problems.length - MOST_PROBLEMS_SHOWN} more`);
  if (options.json !== null) {
    writeFileSync(options.json, `${JSON.stringify(json, null, 1)}\n`);
    console.log(`written to ${options.json}`);
  }
  return problems.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Usage)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
