import type { AuthorityStore } from '#server/authority/store.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import type { MemoryEngine } from '#tests/simulation/store/memory-engine.ts';
import { memoryStore, type MemoryStoreOptions } from '#tests/simulation/store/memory-store.ts';

export function mutatedStore(
  engine: MemoryEngine,
  options: MemoryStoreOptions,
  _mutation: Mutation | null,
): AuthorityStore {
  return memoryStore(engine, options);
}
