import { pathToFileURL } from 'node:url';
import { at } from '#tools/root.ts';

await import(pathToFileURL(at('tests', 'simulation', 'run-mutants.ts')).href);
