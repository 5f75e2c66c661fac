import { v5 } from 'uuid';

/** Frontdesk's own UUID namespace; changing it would make every derived id another one. */
const FRONTDESK = '6f0a6c1e-5b0d-5c7a-9a63-2f4a1f1d0e55';

/**
 * The same id for the same words, for ever and on every machine (UUID version 5).
 * @param namespace what kind of thing it is, `import.appointment`. @param name which one of them.
 */
export function derivedId(namespace: string, name: string): string {
  return v5(`${namespace}\n${name}`, FRONTDESK);
}
