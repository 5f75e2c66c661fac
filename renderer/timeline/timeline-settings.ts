import { z } from 'zod';
import { createStore, type Store } from '#renderer/replica/store.ts';
import { resourceKindSchema } from '#shared/scheduling/resource.ts';
import { zoneSchema } from '#shared/time/zone.ts';

/** How somebody likes to look at the timeline on this computer; never a document, never sent. */
const settingsSchema = z.object({
  kind: z.union([resourceKindSchema, z.literal('all')]),
  span: z.enum(['day', 'week']),
  showsClosed: z.boolean(),
  showsOffDuty: z.boolean(),
  isWholeDay: z.boolean(),
  /** Whose clock everything is shown by; null: the location's. */
  shownZone: zoneSchema.nullable(),
});
export type TimelineSettings = Readonly<z.infer<typeof settingsSchema>>;
export type TimelineSettingsStore = Store<TimelineSettings> & { change(patch: Partial<TimelineSettings>): void };

const KEY = 'frontdesk.timeline';
export const firstSettings: TimelineSettings = {
  kind: 'practitioner',
  span: 'day',
  showsClosed: false,
  showsOffDuty: false,
  isWholeDay: false,
  shownZone: null,
};

/** Reads what was kept; a storage that refuses costs the memory, never the timeline. */
export function openTimelineSettings(storage: Pick<Storage, 'getItem' | 'setItem'>): TimelineSettingsStore {
  const store = createStore(read(storage));
  return {
    ...store,
    change: (patch) => {
      store.set({ ...store.get(), ...patch });
      try {
        storage.setItem(KEY, JSON.stringify(store.get()));
      } catch {
        // Full or forbidden: it holds until the window closes.
      }
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>): TimelineSettings {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    const parsed = settingsSchema.partial().safeParse(kept);
    return parsed.success ? { ...firstSettings, ...parsed.data } : firstSettings;
  } catch {
    return firstSettings;
  }
}

/** The window's one store of them. */
export const timelineSettings = openTimelineSettings(window.localStorage);
