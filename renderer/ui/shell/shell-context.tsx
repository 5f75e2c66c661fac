import { createContext, type ReactNode, useContext, useMemo, useReducer } from 'react';
import { must } from '#shared/lib/must.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { localDate, type LocalDate } from '#shared/time/local.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { initialShellState, type Panel, reduceShell, type Screen, type ShellAction, type ShellState } from '#renderer/ui/shell/shell-state.ts';

/** What screens and panels ask of the shell around them. The functions never change. */
export type Shell = {
  show(screen: Screen, subject?: string): void;
  open(panel: Panel): void;
  close(): void;
  locate(locationId: string): void;
  /** Null is today. */
  goTo(date: LocalDate | null): void;
  setSpan(span: 'day' | 'week'): void;
  /** Shows the timeline where and when the appointment is, marks it and opens its inspector. */
  reveal(appointmentId: string): void;
};

const StateContext = createContext<ShellState | null>(null);
const ShellContext = createContext<Shell | null>(null);

export function ShellProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const desk = useDesk();
  const [state, dispatch] = useReducer(reduceShell, initialShellState);
  const shell = useMemo(() => shellOf(dispatch, desk), [desk]);
  return (
    <ShellContext value={shell}>
      <StateContext value={state}>{children}</StateContext>
    </ShellContext>
  );
}

export function useShell(): Shell {
  return must(useContext(ShellContext), 'useShell() is called outside of <ShellProvider>');
}

export function useShellState(): ShellState {
  return must(useContext(StateContext), 'useShellState() is called outside of <ShellProvider>');
}

/** The locations in use, in the clinic's order. */
export function useLocations(): readonly Location[] {
  const locations = useDocuments('locations');
  return useMemo(
    () => locations.filter((one) => one.isActive).toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1)),
    [locations],
  );
}

/** The location that the screens are about: the chosen one, else the first; null while the clinic has none. */
export function useCurrentLocation(): Location | null {
  const { locationId } = useShellState();
  const locations = useLocations();
  return locations.find((one) => one.id === locationId) ?? locations[0] ?? null;
}

function shellOf(dispatch: (action: ShellAction) => void, desk: Desk): Shell {
  return {
    show: (screen, subject = '') => dispatch({ type: 'show', screen, subject }),
    open: (panel) => dispatch({ type: 'open', panel }),
    close: () => dispatch({ type: 'close' }),
    locate: (locationId) => dispatch({ type: 'locate', locationId }),
    goTo: (date) => dispatch({ type: 'go-to', date }),
    setSpan: (span) => dispatch({ type: 'span', span }),
    reveal: (appointmentId) => {
      const appointment = desk.view.find('appointments', appointmentId);
      if (appointment === null) return;
      const { locationId, start, zone } = appointment;
      dispatch({ type: 'reveal', appointmentId, locationId, date: localDate(start, zone) });
    },
  };
}
