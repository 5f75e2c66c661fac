import { pathToFileURL } from 'node:url';
import { at } from '#tools/root.ts';

// By its path, as the benchmarks: what is under test may import tools, and no tool may import that back.
await import(pathToFileURL(at('tests', 'races', 'run.ts')).href);
