import { buildIfStale } from '#tools/start/build.ts';

/** Builds before the first app starts, so that no test waits for it. */
export default async function buildOnce(): Promise<void> {
  await buildIfStale('renderer');
}
