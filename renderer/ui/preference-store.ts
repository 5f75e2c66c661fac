import { z } from 'zod';
import { createStore, type Store } from '#renderer/replica/store.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
export const snapChoices = [5, 10, 15, 20, 30] as const;

/** What this computer remembers of its people's taste; never a document, never sent. */
const preferencesSchema = z.object({
  language: z.enum(languages),
  colorScheme: z.enum(['light', 'dark', 'auto']),
  /** The grid that drags and new appointments snap to. */
  snapMinutes: z.literal(snapChoices),
});
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;

const KEY = 'frontdesk.preferences';

export type PreferenceStore = Store<Preferences> & { change(patch: Partial<Preferences>): void };

/** Reads what was kept, or sensible first values; a storage that refuses costs the memory, never the app. */
export function openPreferences(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  browserLanguage: string,
): PreferenceStore {
  const store = createStore(read(storage, browserLanguage));
  return {
    ...store,
    change: (patch) => {
      const next = { ...store.get(), ...patch };
      store.set(next);
      try {
        storage.setItem(KEY, JSON.stringify(next));
      } catch {
        // Full or forbidden: it holds until the window closes.
      }
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>, browserLanguage: string): Preferences {
  const first: Preferences = {
    language: browserLanguage.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    colorScheme: 'auto',
    snapMinutes: 15,
  };
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    const parsed = preferencesSchema.partial().safeParse(kept);
    return parsed.success ? { ...first, ...parsed.data } : first;
  } catch {
    return first;
  }
}
