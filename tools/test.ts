import { Stop } from '#tools/bootstrap/step.mjs';
import type { Outcome } from '#tools/test/count-tests.ts';
import { ensureChromium } from '#tools/test/ensure-chromium.ts';
import { runStep } from '#tools/test/run-step.ts';
import { type Step, steps } from '#tools/test/steps.ts';

const started = performance.now();
const outcomes: Outcome[] = [];
for (const step of chosenSteps(process.argv.slice(2))) outcomes.push(await outcomeOf(step));

const total = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
console.log(`\nTook ${Math.round((performance.now() - started) / 1000)} s.`);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 ? 0 : 1;

function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}". The steps are: ${steps.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}

async function outcomeOf(step: Step): Promise<Outcome> {
  if (!step.needsBrowser) return runStep(step);
  const browser = await ensureChromium().catch((error: unknown) => {
    if (error instanceof Stop) return error;
    throw error;
  });
  if (!(browser instanceof Stop)) return runStep(step);
  const isRequired = process.env['REQUIRE_BROWSER'] === '1';
  console.log(`› ${step.name}: ${isRequired ? 'failed' : 'skipped'}, because ${browser.message}`);
  return { passed: 0, failed: isRequired ? 1 : 0, skipped: isRequired ? 0 : 1 };
}
