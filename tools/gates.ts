import { spawn } from 'node:child_process';
import { at } from '#tools/root.ts';

/** The race gates at their whole size; what comes after `--` goes to vitest. */
const vitest = at('node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--project', 'server', 'tests/races', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: at(), stdio: 'inherit', env: { ...process.env, GATES: 'full' } });
child.on('exit', (code) => process.exit(code ?? 1));
