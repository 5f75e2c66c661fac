import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '#renderer/ui/global.css';
import '#renderer/timeline/timeline.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/lib/must.ts';
import { BlockPanel } from '#renderer/appointments/block-panel.tsx';
import { BookingPanel } from '#renderer/appointments/booking-panel.tsx';
import { InspectorPanel } from '#renderer/appointments/inspector-panel.tsx';
import { ConflictInbox } from '#renderer/conflicts/conflict-inbox.tsx';
import { DeskProvider } from '#renderer/replica/desk-context.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import frame from '#renderer/ui/shell/app-frame.module.css';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import { WalkInPanel } from '#renderer/walk-ins/walk-in-panel.tsx';
import { at } from '#tests/builders/clinic.ts';
import { demo, demoDesk } from '#tests/harness/panels/demo-desk.ts';

// ?panel=booking&language=zh&scheme=dark: one panel in its aside, for looking at and for screenshots.
const query = new URLSearchParams(window.location.search);
const language = query.get('language') === 'zh' ? 'zh' : 'en';
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light';
const desk = demoDesk({ isOffline: query.has('offline') });
const close = (): void => undefined;

function Shown(): ReactNode {
  switch (query.get('panel')) {
    case 'inspector':
      return (
        <InspectorPanel appointmentId={query.get('id') ?? demo.booked} onClose={close} onOpenAppointment={close} />
      );
    case 'walk-in':
      return <WalkInPanel onClose={close} onBooked={close} />;
    case 'block':
      return (
        <BlockPanel
          draft={{ resourceId: demo.room1, start: at('12:00'), end: at('13:00') }}
          onClose={close}
          onSaved={close}
        />
      );
    case 'slot':
      return (
        <BookingPanel
          draft={{ resourceId: demo.room1, start: at('10:00'), end: at('10:45') }}
          onClose={close}
          onBooked={close}
        />
      );
    default:
      return <BookingPanel draft={{}} onClose={close} onBooked={close} />;
  }
}

function Page(): ReactNode {
  if (query.get('panel') === 'conflicts') {
    return (
      <main style={{ height: '100dvh', background: 'var(--fd-canvas)' }}>
        <ConflictInbox onOpenAppointment={close} />
      </main>
    );
  }
  return (
    <div style={{ display: 'flex', height: '100dvh', justifyContent: 'flex-end', background: 'var(--fd-canvas)' }}>
      <aside className={frame.aside}>
        <Shown />
      </aside>
    </div>
  );
}

startI18n(language);
createRoot(must(document.querySelector('#root'), 'the page has a #root')).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Notifications position="bottom-center" />
      <DeskProvider desk={desk}>
        <Page />
      </DeskProvider>
    </MantineProvider>
  </StrictMode>,
);
