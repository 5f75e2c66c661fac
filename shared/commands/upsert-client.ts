import { deskRoles } from '#shared/commands/command-definition.ts';
import { defineUpsert } from '#shared/commands/upsert.ts';
import { clientFields } from '#shared/scheduling/client.ts';

export const upsertClient = defineUpsert({
  name: 'client.upsert',
  collection: 'clients',
  fields: clientFields,
  roles: deskRoles,
  unknown: 'unknown-client',
});
