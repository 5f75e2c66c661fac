import { managerRoles } from '#shared/commands/command-definition.ts';
import { defineUpsert } from '#shared/commands/upsert.ts';
import { locationFields } from '#shared/scheduling/location.ts';

export const upsertLocation = defineUpsert({
  name: 'location.upsert',
  collection: 'locations',
  fields: locationFields,
  roles: managerRoles,
  hasHours: true,
  unknown: 'unknown-location',
  absent: { leaseRules: [], closures: [], holidays: null },
});
