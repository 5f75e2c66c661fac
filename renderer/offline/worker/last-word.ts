/** What a page wants sent while it goes, and would not live to send. */
export type LastWord = {
  readonly kind: 'last-word';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Only this origin's own pages can say anything here, but one of another build may say what this one does not know. */
export function isLastWord(said: unknown): said is LastWord {
  return typeof said === 'object' && said !== null && 'kind' in said && said.kind === 'last-word';
}
