import { z } from 'zod';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { RxJsonSchema } from 'rxdb/plugins/core';

/** All that is replicated; RxDB allows no more than 13 in one context (F24). */
export const collections = [
  'locations',
  'resources',
  'services',
  'people',
  'clients',
  'blocks',
  'series',
  'timeOff',
  'appointments',
] as const satisfies readonly Collection[];

/**
 * A document at rest. Its fields are one text, because the desk asks its memory and never RxDB: flat rows are read
 * several times faster than nested ones, and can be encrypted whole.
 */
export type StoredDocument = { readonly id: string; readonly version: number; readonly body: string };

export const storedSchema: RxJsonSchema<StoredDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    version: { type: 'integer' },
    body: { type: 'string' },
  },
  required: ['id', 'version', 'body'],
};

/** Changes with the shape of any document, so that a replica of another shape is left behind, not migrated (F22). */
export function replicaSchemaHash(): string {
  const shapes = collections.map((name) => z.toJSONSchema(documentSchemas[name], { unrepresentable: 'any' }));
  return fnv1a(JSON.stringify([storedSchema, shapes]));
}

function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(36);
}
