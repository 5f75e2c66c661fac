import { requiredText } from '#shared/lib/text.ts';

export const LONGEST_DESK_NAME = 60;

/** What people call a desk: "Front desk 2". */
export const deskNameSchema = requiredText(LONGEST_DESK_NAME);

/** The name, with the first number behind it that makes it nobody else's: no two desks of a clinic are called alike (DN1). */
export function uniqueDeskName(wanted: string, taken: Iterable<string>): string {
  const name = wanted.trim();
  const known = new Set([...taken].map(folded));
  if (!known.has(folded(name))) return name;
  for (let number = 2; ; number += 1) {
    const ending = ` ${number}`;
    const numbered = `${name.slice(0, LONGEST_DESK_NAME - ending.length)}${ending}`;
    if (!known.has(folded(numbered))) return numbered;
  }
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
