import { z } from 'zod';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { PullOutput } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import type { StoredDocument } from '#renderer/replica/database/replica-schema.ts';

const goneSchema = z.object({ id: z.string(), version: z.int().default(0) });

export type PulledDocument = StoredDocument & { readonly _deleted: boolean };

export type Pulled = {
  readonly documents: readonly PulledDocument[];
  /** The same, as screens take them in. */
  readonly changes: readonly ViewChange[];
  /** Where documents did not fit their schema; names and places only, never what they hold (F12). */
  readonly faults: readonly string[];
};

/**
 * A page as it is written down: parsed, and without anything older than what the desk had already (I9). A document
 * that does not parse is left out and reported, so that it does not hold up the others.
 */
export function pulledDocuments(
  collection: Collection,
  page: PullOutput['documents'],
  knownVersion: (id: string) => number,
): Pulled {
  const documents: PulledDocument[] = [];
  const changes: ViewChange[] = [];
  const faults: string[] = [];
  for (const { document, isGone } of page) {
    const parsed = isGone ? goneSchema.safeParse(document) : documentSchemas[collection].safeParse(document);
    if (!parsed.success) {
      faults.push(
        `${collection}: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}`,
      );
      continue;
    }
    const { id, version } = parsed.data;
    if (version < knownVersion(id)) continue;
    documents.push({ id, version, body: isGone ? '' : JSON.stringify(parsed.data), _deleted: isGone });
    // Parsed by this very collection's schema, which the compiler cannot pair in a union.
    changes.push({ collection, id, document: isGone ? null : parsed.data } as ViewChange);
  }
  return { documents, changes, faults };
}
