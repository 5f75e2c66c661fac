import type { Intent } from '#shared/commands/command-definition.ts';
import type { AnyDocument } from '#shared/scheduling/world.ts';

/** The intent that writes this document anew. */
export function upsert(name: string, document: AnyDocument): Intent {
  const { id, version: _version, ...set } = document;
  return { name, input: { id, set, was: null } };
}
