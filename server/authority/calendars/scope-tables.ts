import type { CalendarScope } from '#shared/scheduling/calendar-scope.ts';
import type { CollectionTable } from '#server/database/collection-tables.ts';

export const scopeTables = {
  resource: 'resource',
  client: 'client',
  location: 'location',
} as const satisfies Readonly<Record<CalendarScope['kind'], CollectionTable>>;
