import { contentLines, type FileProblem, type Property } from '#shared/calendars/content-lines.ts';

export type Component = {
  /** `VEVENT`, in capitals. */
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
  readonly line: number;
};

type Open = { name: string; properties: Property[]; components: Component[]; line: number };

/** The components of a file, those of several VCALENDARs one after another. */
export function componentTree(text: string): {
  readonly roots: readonly Component[];
  readonly problems: readonly FileProblem[];
} {
  const { properties, problems: lineProblems } = contentLines(text);
  const problems: FileProblem[] = [...lineProblems];
  const roots: Component[] = [];
  const open: Open[] = [];
  // How many of each name are open: a file with more BEGINs than ENDs is searched no longer for that.
  const openOf = new Map<string, number>();
  const begin = (name: string, line: number): void => {
    open.push({ name, properties: [], components: [], line });
    openOf.set(name, (openOf.get(name) ?? 0) + 1);
  };
  const close = (): void => {
    const done = open.pop();
    if (done === undefined) return;
    openOf.set(done.name, (openOf.get(done.name) ?? 1) - 1);
    (open.at(-1)?.components ?? roots).push(done);
  };
  for (const property of properties) {
    const name = property.value.trim().toUpperCase();
    if (property.name === 'BEGIN') begin(name, property.line);
    else if (property.name !== 'END') open.at(-1)?.properties.push(property);
    else if ((openOf.get(name) ?? 0) === 0) {
      problems.push({ line: property.line, code: 'end-without-begin', at: name });
      // A misspelt END closes what is open; only the calendar itself stays.
      if (open.length > 1) close();
    } else {
      while (open.at(-1)?.name !== name) {
        problems.push({ line: open.at(-1)?.line ?? 0, code: 'unclosed-component', at: open.at(-1)?.name ?? '' });
        close();
      }
      close();
    }
  }
  while (open.length > 0) {
    problems.push({ line: open.at(-1)?.line ?? 0, code: 'unclosed-component', at: open.at(-1)?.name ?? '' });
    close();
  }
  return { roots, problems };
}

export function propertyOf(component: Component, name: string): Property | null {
  return component.properties.find((property) => property.name === name) ?? null;
}

export function propertiesOf(component: Component, name: string): readonly Property[] {
  return component.properties.filter((property) => property.name === name);
}
