import type { Collection } from '#shared/scheduling/world.ts';

/** Where each collection's documents lie. */
export const collectionTables = {
  appointments: 'appointment',
  blocks: 'block',
  clients: 'client',
  locations: 'location',
  people: 'person',
  resources: 'resource',
  series: 'series',
  services: 'service',
  timeOff: 'time_off',
} as const satisfies Readonly<Record<Collection, string>>;

export type CollectionTable = (typeof collectionTables)[Collection];
