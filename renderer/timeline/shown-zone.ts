import { useSyncExternalStore } from 'react';
import type { ZoneId } from '#shared/time/zone.ts';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';

/** Whose clock the times of a place are shown by: the one that somebody chose, else the place's own. */
export function useShownZone(own: ZoneId): ZoneId {
  const { shownZone } = useSyncExternalStore(timelineSettings.subscribe, timelineSettings.get);
  return shownZone ?? own;
}
