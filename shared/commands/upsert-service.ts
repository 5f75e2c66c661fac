import { managerRoles } from '#shared/commands/command-definition.ts';
import { defineUpsert } from '#shared/commands/upsert.ts';
import { serviceFields } from '#shared/scheduling/service.ts';

export const upsertService = defineUpsert({
  name: 'service.upsert',
  collection: 'services',
  fields: serviceFields,
  roles: managerRoles,
  unknown: 'unknown-service',
});
