import { Stop } from '#tools/bootstrap/step.mjs';

type Named = { readonly id: string; readonly name: string };

/** The only document of that id or name, whatever its capitals; ends the run where there is none or more than one. */
export function oneNamed<Document extends Named>(
  documents: readonly Document[],
  wanted: string,
  what: string,
): Document {
  const found = documents.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first !== undefined)
    throw new Stop(`More than one ${what} is called ${wanted}; take an id: ${found.map(({ id }) => id).join(', ')}`);
  const names = documents.map(({ name }) => name).slice(0, 40);
  throw new Stop(`There is no ${what} called ${wanted}; there are: ${names.length === 0 ? 'none' : names.join(', ')}`);
}
