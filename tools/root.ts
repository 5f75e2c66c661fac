import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A path inside the checkout. */
export function at(...parts: readonly string[]): string {
  return join(root, ...parts);
}
