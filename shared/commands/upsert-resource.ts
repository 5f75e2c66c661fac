import { managerRoles } from '#shared/commands/command-definition.ts';
import { defineUpsert } from '#shared/commands/upsert.ts';
import { resourceFields } from '#shared/scheduling/resource.ts';

export const upsertResource = defineUpsert({
  name: 'resource.upsert',
  collection: 'resources',
  fields: resourceFields,
  roles: managerRoles,
  hasHours: true,
  unknown: 'unknown-resource',
  absent: { templates: [], exceptions: [], personId: null },
});
