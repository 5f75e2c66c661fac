import type { WindowedCollection } from '#shared/replication/kept-window.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { RangeOutput } from '#shared/replication/protocol.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';

export type RangeChanges = {
  readonly changes: readonly ViewChange[];
  /** How many documents did not fit their schema; they are left out, and hold up no others. */
  readonly faults: number;
};

/** An answer of `replica.range` as the view takes it in. */
export function rangeChanges(answer: RangeOutput): RangeChanges {
  const all = [...parsed('appointments', answer.appointments), ...parsed('blocks', answer.blocks)];
  const changes = all.filter((change) => change !== null);
  return { changes, faults: all.length - changes.length };
}

function parsed(collection: WindowedCollection, documents: readonly unknown[]): (ViewChange | null)[] {
  return documents.map((document) => {
    const { success, data } = documentSchemas[collection].safeParse(document);
    // Parsed by this very collection's schema, which the compiler cannot pair in a union.
    return success ? ({ collection, id: data.id, document: data } as ViewChange) : null;
  });
}
