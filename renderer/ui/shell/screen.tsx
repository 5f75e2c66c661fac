import { type ReactNode, useState } from 'react';
import { unreachable } from '#shared/lib/must.ts';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { ClientsScreen } from '#renderer/clients/clients-screen.tsx';
import { ConflictInbox } from '#renderer/conflicts/conflict-inbox.tsx';
import { ImportScreen } from '#renderer/importing/import-screen.tsx';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { CalendarDialog } from '#renderer/settings/calendar-dialog.tsx';
import { SettingsScreen } from '#renderer/settings/settings-screen.tsx';
import { type ChosenSlot, TimelineScreen } from '#renderer/timeline/timeline-screen.tsx';
import { ErrorBoundary } from '#renderer/ui/error-boundary.tsx';
import { useCurrentLocation, useShell, useShellState } from '#renderer/ui/shell/shell-context.tsx';

/** The screen that the rail chose. */
export function CurrentScreen(): ReactNode {
  const { place } = useShellState();
  return (
    <ErrorBoundary key={place.screen}>
      <ScreenContent />
    </ErrorBoundary>
  );
}

function ScreenContent(): ReactNode {
  const { place } = useShellState();
  const { reveal } = useShell();
  switch (place.screen) {
    case 'timeline':
      return <Timeline />;
    case 'clients':
      return <ClientsScreen subject={place.subject} />;
    case 'conflicts':
      return <ConflictInbox onOpenAppointment={reveal} />;
    case 'import':
      return <ImportScreen />;
    case 'settings':
      return <SettingsScreen section={place.subject} />;
    default:
      return unreachable(place.screen);
  }
}

function Timeline(): ReactNode {
  const desk = useDesk();
  const shell = useShell();
  const { panel } = useShellState();
  const location = useCurrentLocation();
  const [calendarOf, setCalendarOf] = useState<string | null>(null);
  return (
    <>
      <TimelineScreen
        desk={desk}
        ref={shell.timelineRef}
        locationId={location?.id ?? null}
        onLocationChange={shell.locate}
        selectedId={panel?.kind === 'inspector' ? panel.appointmentId : null}
        onSelect={(appointmentId) => shell.open({ kind: 'inspector', appointmentId })}
        onSelectBlock={(blockId) => shell.open({ kind: 'block', draft: { blockId } })}
        onCreate={(slot, copyOf) => shell.book(bookingDraft(slot, copyOf, desk))}
        onBlock={(slot) => shell.open({ kind: 'block', draft: slot })}
        onAddResource={() => shell.show('settings', 'resources')}
        onAddService={() => shell.show('settings', 'services')}
        onRowCalendar={setCalendarOf}
        onImport={() => shell.show('import')}
      />
      <CalendarDialog
        scope={calendarOf === null ? null : { kind: 'resource', id: calendarOf }}
        onClose={() => setCalendarOf(null)}
      />
    </>
  );
}

function bookingDraft(slot: ChosenSlot, copyOf: string | null, desk: Desk): BookingDraft {
  const copied = copyOf === null ? null : desk.view.find('appointments', copyOf);
  return copied === null ? slot : { ...slot, clientId: copied.clientIds[0], serviceId: copied.serviceId };
}
