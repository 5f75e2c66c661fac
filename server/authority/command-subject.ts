import type { ReadyCommand } from '#shared/commands/decide.ts';
import type { CommandName } from '#shared/commands/registry.ts';
import type { Collection } from '#shared/scheduling/world.ts';

/** The word before the dot of a command's name. */
type Noun = CommandName extends `${infer Word}.${string}` ? Word : never;

const collectionOf: Readonly<Record<Noun, Collection | null>> = {
  appointment: 'appointments',
  block: 'blocks',
  client: 'clients',
  desk: null,
  lease: null,
  location: 'locations',
  resource: 'resources',
  series: 'series',
  service: 'services',
  'time-off': 'timeOff',
};

/**
 * The document that a command is about: the one that it may change, and that is locked for it. What it reads besides
 * (the resources of a booking) is not locked: a change of those meanwhile is as good as a change just after.
 */
export type Subject = { readonly collection: Collection; readonly id: string };

export function subjectOf(command: ReadyCommand): Subject | null {
  const noun = command.name.split('.')[0] ?? '';
  const collection = Object.hasOwn(collectionOf, noun) ? collectionOf[noun as Noun] : null; // Just looked up.
  return command.reads().find((ref) => ref.collection === collection) ?? null;
}
