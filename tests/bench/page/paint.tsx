import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '#renderer/ui/global.css';
import { MantineProvider } from '@mantine/core';
import FullCalendar from '@fullcalendar/react';
import resourceTimelinePlugin from '@fullcalendar/react-scheduler/resource-timeline';
import scrollGridPlugin from '@fullcalendar/react-scheduler/scrollgrid';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/lib/must.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { toIso } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/local.ts';
import { TimelineScreen } from '#renderer/timeline/timeline-screen.tsx';
import { startI18n } from '#renderer/ui/i18n/i18n.ts';
import { cssVariables, theme } from '#renderer/ui/theme.ts';
import { demoDesk } from '#tests/harness/timeline/demo-desk.ts';

const nothing = (): void => undefined;

/** Our screen on a day of this many rows and visits: toolbar, chips, hours, now-line; milliseconds to the first frame. */
export async function timelinePaint(rows: number, visits: number): Promise<number> {
  startI18n('en');
  const { desk, locationId } = demoDesk({ rows, visits });
  return paint(
    '.tl-event',
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <TimelineScreen
        desk={desk}
        locationId={locationId}
        onLocationChange={nothing}
        selectedId={null}
        onSelect={nothing}
        onSelectBlock={nothing}
        onCreate={nothing}
        onBlock={nothing}
        onAddResource={nothing}
        onRowCalendar={nothing}
        onImport={nothing}
        onAddService={nothing}
      />
    </MantineProvider>,
  );
}

/** FullCalendar alone on the same rows and visits, given as arrays: titles only, no replica, nothing around it. */
export async function bareCalendarPaint(rows: number, visits: number): Promise<number> {
  const { desk } = demoDesk({ rows, visits });
  const { view } = desk;
  const { zone } = must([...view.all('locations').values()][0], 'a location');
  const practitioners = [...view.all('resources').values()].filter(({ kind }) => kind === 'practitioner');
  const events = [...view.all('appointments').values()].flatMap((visit) =>
    appointmentResourceIds(visit).map((resourceId) => ({
      id: `${visit.id} ${resourceId}`,
      resourceId,
      start: toIso(visit.start),
      end: toIso(visit.end),
      title: visit.clientIds.map((id) => view.find('clients', id)?.name).join(', ') || visit.label,
    })),
  );
  return paint(
    '.bare-event',
    <FullCalendar
      plugins={[resourceTimelinePlugin, scrollGridPlugin]}
      schedulerLicenseKey="AGPL-My-Frontend-And-Backend-Are-Open-Source"
      initialView="resourceTimelineDay"
      initialDate={localDate(desk.now(), zone)}
      timeZone={zone}
      height="100%"
      virtualization
      slotDuration={{ minutes: 15 }}
      slotMinTime="07:00"
      slotMaxTime="20:00"
      resources={practitioners.map(({ id, name }) => ({ id, title: name }))}
      events={events}
      eventClass="bare-event"
    />,
  );
}

async function paint(drawn: string, screen: ReactNode): Promise<number> {
  const container = document.createElement('div');
  container.style.height = '100vh';
  must(document.querySelector('#root'), 'root').append(container);
  const root = createRoot(container);
  const began = performance.now();
  root.render(screen);
  while (container.querySelector(drawn) === null) {
    if (performance.now() - began > 30_000) throw new Error(`nothing matching ${drawn} was drawn`);
    await nextFrame();
  }
  await nextFrame();
  const ms = performance.now() - began;
  root.unmount();
  container.remove();
  return ms;
}

/** The frame has been handed to the screen when a task runs after its callbacks. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
