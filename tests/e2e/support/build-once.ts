import { buildIfStale } from '#tools/start/build.ts';
import {
  newDataFolder,
  removeDataFolder,
  startApp,
  templateFolder,
  templateVariable,
} from '#tests/e2e/support/running-app.ts';

/** Builds, and fills one demo clinic that each app then starts from a copy of: filling it takes most of a start. */
export default async function buildOnce(): Promise<() => void> {
  await buildIfStale('renderer');
  // One that a developer has filled before saves a minute of many short runs.
  if (templateFolder() !== undefined) return () => undefined;
  const template = newDataFolder();
  const app = await startApp({ dataFolder: template });
  await app.stop();
  process.env[templateVariable] = template;
  return () => removeDataFolder(template);
}
