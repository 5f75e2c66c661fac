import { at } from '#tools/root.ts';
import { countPlaywright, countVitest, type Outcome } from '#tools/test/count-tests.ts';

export type Step = {
  readonly name: string;
  /** A script of a package, run with this Node. */
  readonly script: string;
  readonly args: (report: string) => readonly string[];
  readonly env?: (report: string) => Readonly<Record<string, string>>;
  /** Reads how many tests ran out of the report; a check without one counts as one. */
  readonly count?: (report: unknown) => Outcome;
  readonly needsBrowser?: boolean;
};

const vitest = (project: string): Step => ({
  name: project,
  script: 'vitest/vitest.mjs',
  args: (report) => [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  count: countVitest,
});

/** What has to do with time, on a computer in another zone; `unit` runs all of it in Auckland's. */
const inZone = (zone: string): Step => ({
  ...vitest('unit'),
  name: `in ${zone}`,
  args: (report) => [
    ...vitest('unit').args(report),
    ...['shared/time', 'shared/scheduling', 'shared/calendars', 'shared/commands'],
    // How quick a rule is refused has nothing to do with zones.
    '--exclude=**/hostile-rules.test.ts',
  ],
  env: () => ({ FRONTDESK_TEST_ZONE: zone }),
});

export const steps: readonly Step[] = [
  { name: 'typecheck', script: 'typescript/bin/tsc', args: () => ['-b', at('tsconfig.json')] },
  { name: 'lint', script: 'oxlint/bin/oxlint', args: () => ['--type-aware', '--deny-warnings'] },
  { name: 'format', script: 'oxfmt/bin/oxfmt', args: () => ['--check'] },
  { name: 'unused', script: 'knip/bin/knip.js', args: () => ['--no-progress'] },
  vitest('unit'),
  ...['UTC', 'America/St_Johns', 'Asia/Shanghai'].map(inZone),
  vitest('server'),
  { ...vitest('browser'), needsBrowser: true },
  {
    name: 'e2e',
    script: '@playwright/test/cli.js',
    args: () => ['test', '--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    count: countPlaywright,
    needsBrowser: true,
  },
];
