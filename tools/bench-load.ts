import { pathToFileURL } from 'node:url';
import { at } from '#tools/root.ts';

// By its path, as the benchmarks.
await import(pathToFileURL(at('tests', 'bench', 'load', 'run.ts')).href);
