/** One content line of an iCalendar file (RFC 5545, 3.1), unfolded. */
export type Property = {
  /** In capitals. */
  readonly name: string;
  /** Names in capitals, values without their quotes. */
  readonly params: ReadonlyMap<string, string>;
  /** As written: escapes are for its reader. */
  readonly value: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
};

/** Something in a file that could not be taken as meant; the rest of the file is read all the same. */
export type FileProblem = { readonly line: number; readonly code: CalendarProblemCode; readonly at: string };
export type CalendarProblemCode =
  | 'not-a-content-line'
  | 'unclosed-component'
  | 'end-without-begin'
  | 'start-missing'
  | 'date-unreadable'
  | 'duration-unreadable'
  | 'end-before-start'
  | 'unknown-zone';

/** Splits a file into its content lines: any line ends, folded lines joined, blank lines passed over. */
export function contentLines(text: string): {
  readonly properties: readonly Property[];
  readonly problems: readonly FileProblem[];
} {
  const properties: Property[] = [];
  const problems: FileProblem[] = [];
  for (const { content, line } of unfolded(text)) {
    const property = readLine(content, line);
    if (property === null) problems.push({ line, code: 'not-a-content-line', at: content.slice(0, 60) });
    else properties.push(property);
  }
  return { properties, problems };
}

function unfolded(text: string): readonly { readonly content: string; readonly line: number }[] {
  const lines: { content: string; line: number }[] = [];
  const physical = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, content] of physical.entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(content) && last !== undefined) last.content += content.slice(1);
    else if (content.trim() !== '') lines.push({ content, line: index + 1 });
  }
  return lines;
}

function readLine(content: string, line: number): Property | null {
  const name = /^[A-Za-z0-9-]+/.exec(content)?.[0];
  if (name === undefined) return null;
  const params = new Map<string, string>();
  let at = name.length;
  while (content[at] === ';') {
    const param = /^;\s*([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/.exec(content.slice(at));
    if (param === null) return null;
    params.set((param[1] ?? '').toUpperCase(), (param[2] ?? '').replaceAll('"', ''));
    at += param[0].length;
  }
  return content[at] === ':' ? { name: name.toUpperCase(), params, value: content.slice(at + 1), line } : null;
}

/** `a\, b\nc` as people read it (RFC 5545, 3.3.11). */
export function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter));
}
