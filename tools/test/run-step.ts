import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { at } from '#tools/root.ts';
import type { Outcome } from '#tools/test/count-tests.ts';
import type { Step } from '#tools/test/steps.ts';

/** Runs one step to its end and says on one line how it went; what it printed is shown only when it failed. */
export async function runStep(step: Step): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  const report = join(folder, 'report.json');
  const start = performance.now();
  process.stdout.write(`› ${step.name} … `);
  const { code, output } = await run(step, report);
  const outcome = outcomeOf(step, code, report);
  rmSync(folder, { recursive: true, force: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${seconds} s  ${describe(step, outcome)}`);
  if (outcome.failed > 0) console.log(stripVTControlCharacters(output).trimEnd().replaceAll(/^/gm, '    '));
  return outcome;
}

function run(step: Step, report: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [at('node_modules', step.script), ...step.args(report)], {
      cwd: at(),
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...step.env?.(report) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const forward = (signal: NodeJS.Signals) => {
      child.kill(signal);
      process.exitCode = 130;
    };
    process.once('SIGTERM', forward).once('SIGINT', forward);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => {
      process.off('SIGTERM', forward).off('SIGINT', forward);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** A runner that ends badly although all its tests passed has still failed: an error between tests, or none found. */
function outcomeOf(step: Step, code: number, report: string): Outcome {
  const isGood = code === 0;
  if (step.count === undefined) return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
  const counted = readCount(step.count, report);
  return isGood || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

function readCount(count: (report: unknown) => Outcome, report: string): Outcome {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function describe(step: Step, { passed, failed, skipped }: Outcome): string {
  if (step.count === undefined) return failed === 0 ? 'ok' : 'FAILED';
  const parts = [`${passed} passed`, failed > 0 ? `${failed} FAILED` : '', skipped > 0 ? `${skipped} skipped` : ''];
  return parts.filter((part) => part !== '').join(', ');
}
