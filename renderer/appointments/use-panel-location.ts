import type { Location } from '#shared/scheduling/location.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';

/** Where a form books: at the clicked row's location, the one it was opened for, or the clinic's first; null: there is none. */
export function usePanelLocation(draft: {
  readonly locationId?: string | undefined;
  readonly resourceId?: string | undefined;
}): Location | null {
  const { view } = useDesk();
  const locations = useDocuments('locations');
  const row = draft.resourceId === undefined ? null : view.find('resources', draft.resourceId);
  const wanted = row?.locationId ?? draft.locationId;
  const inUse = locations
    .filter(({ isActive }) => isActive)
    .toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  return locations.find(({ id }) => id === wanted) ?? inUse[0] ?? null;
}
