import { pathToFileURL } from 'node:url';
import { at } from '#tools/root.ts';

// By its path: the benchmarks use these tools, and a tool that imported them back would close a circle.
await import(pathToFileURL(at('tests', 'bench', 'run.ts')).href);
