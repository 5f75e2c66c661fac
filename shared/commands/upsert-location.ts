import { managerRoles } from '#shared/commands/command-definition.ts';
import { defineUpsert, plannedFault } from '#shared/commands/upsert.ts';
import { plannedClosureSchema } from '#shared/scheduling/availability/planned-days.ts';
import { locationFields } from '#shared/scheduling/location.ts';

const planned = [{ field: 'closures', schema: plannedClosureSchema }];

export const upsertLocation = defineUpsert({
  name: 'location.upsert',
  collection: 'locations',
  fields: locationFields,
  roles: managerRoles,
  hasHours: true,
  unknown: 'unknown-location',
  faultOf: (document, before) => plannedFault(planned, document, before),
  absent: { leaseRules: [], closures: [], holidays: null },
});
