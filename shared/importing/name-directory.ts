import type { CommandIntent } from '#shared/commands/registry.ts';
import {
  clientKey,
  type ExistingNames,
  locationKey,
  mayBe,
  resourceKey,
  sameName,
  serviceKey,
} from '#shared/importing/existing-names.ts';
import { newLocation, newResource, newService } from '#shared/importing/new-documents.ts';
import type { Mapping } from '#shared/importing/mapping.ts';
import type { RowDraft } from '#shared/importing/row-draft.ts';
import { derivedId } from '#shared/lib/derived-id.ts';

/** The ids of all names in a file, and the commands that create those that are new. */
export type NameDirectory = {
  readonly intents: readonly CommandIntent[];
  locationId(draft: RowDraft): string;
  resourceIds(draft: RowDraft): string[];
  serviceId(draft: RowDraft): string;
  clientIds(draft: RowDraft): string[];
};

/** Finds every name among what exists, or derives an id for it: the same one at the next import of the same name. */
export function nameDirectory(drafts: readonly RowDraft[], mapping: Mapping, existing: ExistingNames): NameDirectory {
  const locations = locationIds(drafts, mapping, existing);
  const locationOf = (draft: RowDraft): string => locations.ids.get(locationKey(draft.location)) ?? '';
  const services = serviceIds(drafts, mapping, existing);
  const resources = resourceIdsByKey(drafts, locationOf, existing);
  const clients = clientIds(drafts, existing);
  return {
    intents: [...locations.intents, ...services.intents, ...resources.intents, ...clients.intents],
    locationId: locationOf,
    serviceId: (draft) => services.ids.get(serviceKey(draft.service)) ?? '',
    resourceIds: (draft) =>
      draft.resources.map(({ kind, name }) => resources.ids.get(resourceKey(kind, name, locationOf(draft))) ?? ''),
    clientIds: ({ client }) => (client === null ? [] : [clients.ids.get(clientKey(client)) ?? '']),
  };
}

type Found = { readonly ids: ReadonlyMap<string, string>; readonly intents: readonly CommandIntent[] };

function locationIds(drafts: readonly RowDraft[], mapping: Mapping, existing: ExistingNames): Found {
  const groups = Map.groupBy(drafts, (draft) => locationKey(draft.location));
  return collect(groups, (key, rows) => {
    const id = derivedId('import.location', key);
    const known =
      existing.locations.find((one) => one.id === id) ?? existing.locations.find((one) => sameName(one.name) === key);
    return known === undefined ? newLocation(id, rows, mapping) : known.id;
  });
}

function serviceIds(drafts: readonly RowDraft[], mapping: Mapping, existing: ExistingNames): Found {
  const groups = sorted(Map.groupBy(drafts, (draft) => serviceKey(draft.service)));
  return collect(groups, (key, rows, order) => {
    const id = derivedId('import.service', key);
    const known =
      existing.services.find((one) => one.id === id) ?? existing.services.find((one) => sameName(one.name) === key);
    return known === undefined ? newService(id, rows, { mapping, order }) : known.id;
  });
}

function resourceIdsByKey(
  drafts: readonly RowDraft[],
  locationOf: (draft: RowDraft) => string,
  existing: ExistingNames,
): Found {
  const mentioned = drafts.flatMap((draft) =>
    draft.resources.map(({ kind, name }) => ({ kind, name, locationId: locationOf(draft) })),
  );
  const groups = sorted(Map.groupBy(mentioned, ({ kind, name, locationId }) => resourceKey(kind, name, locationId)));
  const known = new Map(existing.resources.map((one) => [resourceKey(one.kind, one.name, one.locationId), one.id]));
  const knownIds = new Set(existing.resources.map((one) => one.id));
  return collect(groups, (key, [first], order) => {
    const id = derivedId('import.resource', key);
    if (knownIds.has(id)) return id;
    return known.get(key) ?? newResource(id, first, order);
  });
}

function clientIds(drafts: readonly RowDraft[], existing: ExistingNames): Found {
  const people = drafts.flatMap(({ client }) => (client === null ? [] : [client]));
  const byName = Map.groupBy(existing.clients, (client) => sameName(client.name));
  return collect(Map.groupBy(people, clientKey), (key, [person]) => {
    const id = derivedId('import.client', key);
    const namesakes = byName.get(sameName(person.name)) ?? [];
    const matching = namesakes.filter((client) => mayBe(client, person));
    // Where several people on file could be meant, guessing would put a visit on the wrong one's record.
    const known = namesakes.find((client) => client.id === id) ?? (matching.length === 1 ? matching[0] : undefined);
    if (known !== undefined) return known.id;
    return {
      name: 'client.upsert',
      input: { id, set: { ...person, notes: '', birthDate: null, isActive: true }, was: null },
    };
  });
}

type Creating = Extract<CommandIntent, { name: `${string}.upsert` }>;

function collect<Item>(
  groups: ReadonlyMap<string, Item[]>,
  resolve: (key: string, items: [Item, ...Item[]], order: number) => string | Creating,
): Found {
  const ids = new Map<string, string>();
  const intents: CommandIntent[] = [];
  let order = 0;
  for (const [key, [first, ...rest]] of groups) {
    if (first === undefined) continue;
    const found = resolve(key, [first, ...rest], order);
    order += 1;
    ids.set(key, typeof found === 'string' ? found : found.input.id);
    if (typeof found !== 'string') intents.push(found);
  }
  return { ids, intents };
}

/** By name as people sort it: OR 2 before OR 10. */
function sorted<Item>(groups: ReadonlyMap<string, Item[]>): ReadonlyMap<string, Item[]> {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return new Map([...groups].toSorted(([a], [b]) => compare(a, b)));
}
