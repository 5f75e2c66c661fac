import { useStore } from '#renderer/replica/desk-context.tsx';
import { openPreferences, type Preferences } from '#renderer/ui/preference-store.ts';

/** The window's one store of preferences. */
export const preferences = openPreferences(window.localStorage, window.navigator.language);

export function usePreferences(): Preferences {
  return useStore(preferences);
}
