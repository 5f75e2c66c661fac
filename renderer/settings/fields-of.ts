/** A document without what the server counts: what a form may change, and whose it is. */
export function fieldsOf<Document extends { readonly id: string; readonly version: number }>(
  document: Document,
): Omit<Document, 'version'> {
  const { version: _version, ...fields } = document;
  return fields;
}
