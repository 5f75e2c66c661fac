/** Where the server is killed: before the transaction, after each of its steps, and between commit and answer. */
export const commitPoints = [
  'asked',
  'verdicts-read',
  'documents-locked',
  'claims-read',
  'claims-taken',
  'rows-written',
  'announced',
  'committed',
] as const;
export type CommitPoint = (typeof commitPoints)[number];
