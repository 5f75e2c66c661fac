import { requiredText } from '#shared/lib/text.ts';

export const LONGEST_DESK_NAME = 60;

/** What people call a desk: "Front desk 2". */
export const deskNameSchema = requiredText(LONGEST_DESK_NAME);

/** What the demo clinic and the import tool call themselves: they book, and no person sits there. */
export const DEMO_DESK_NAME = 'Demo';
export const IMPORT_DESK_NAME = 'Import';

/** Whether a desk is a computer that somebody sits at, or where the demo or an import came from, by the names they are given. */
export function deskKind(name: string): 'computer' | 'demo' | 'import' {
  const bare = name.replace(/ \d+$/, '');
  if (bare === DEMO_DESK_NAME) return 'demo';
  return bare === IMPORT_DESK_NAME ? 'import' : 'computer';
}

/** The name, with the first number behind it that makes it nobody else's: no two desks of a clinic are called alike (DN1). */
export function uniqueDeskName(wanted: string, taken: Iterable<string>): string {
  const name = wanted.trim();
  const known = new Set([...taken].map(folded));
  if (!known.has(folded(name))) return name;
  for (let number = 2; ; number += 1) {
    const ending = ` ${number}`;
    // Never half a character at the cut.
    const kept = name.slice(0, LONGEST_DESK_NAME - ending.length).replace(/[\uD800-\uDBFF]$/, '');
    const numbered = `${kept}${ending}`;
    if (!known.has(folded(numbered))) return numbered;
  }
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
