import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '#renderer/ui/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/lib/must.ts';
import { keepPages } from '#renderer/offline/keep-pages.ts';
import { type OpenedDesk, openDesk } from '#renderer/replica/open-desk.ts';
import { App, Look } from '#renderer/ui/app.tsx';
import { Opening } from '#renderer/ui/opening.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { preferences } from '#renderer/ui/preferences.ts';

const i18n = startI18n(preferences.get().language);

const open = (): Promise<OpenedDesk> =>
  openDesk({
    serverAddress: window.location.origin,
    desktop: window.frontdesk,
    usualName: i18n.t('sign-in.usualDeskName'),
  });

createRoot(must(document.querySelector('#root'), 'index.html has a #root')).render(
  <StrictMode>
    <Look>
      <Opening open={open}>{(desk) => <App desk={desk} access={desk.access} />}</Opening>
    </Look>
  </StrictMode>,
);

keepPages();
