import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '#renderer/ui/global.css';
import type { ReactNode } from 'react';
import { firstSettings, timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { App, Look } from '#renderer/ui/app.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { preferences } from '#renderer/ui/preferences.ts';
import type { InMemoryDesk } from '#tests/builders/in-memory-desk.ts';

preferences.change({ language: 'en', colorScheme: 'light' });
startI18n('en');
// All test files of a run share one browser storage.
timelineSettings.change(firstSettings);

const noServer = { url: () => null, deskKey: () => null };

/** The whole app as people see it, on a desk in memory and without a server to ask. */
export function AppOnDesk({ desk }: { readonly desk: InMemoryDesk }): ReactNode {
  return (
    <Look>
      <App desk={desk} access={noServer} />
    </Look>
  );
}
