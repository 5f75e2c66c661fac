import { derivedId } from '#shared/lib/derived-id.ts';

/** The id of a thing in the demo clinic; the same in every demo clinic, as no two share a database. */
export function demoId(kind: string, name: string): string {
  return derivedId(`demo.${kind}`, name);
}
