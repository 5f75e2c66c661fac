import { createContext, type ReactNode, type RefCallback, useContext, useEffect, useMemo, useReducer } from 'react';
import { must } from '#shared/lib/must.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import type { TimelineHandle } from '#renderer/timeline/timeline-props.ts';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { createTimelineRemote } from '#renderer/ui/shell/timeline-remote.ts';
import {
  formatPlace,
  initialShellState,
  type Panel,
  parsePlace,
  reduceShell,
  type Screen,
  type ShellAction,
  type ShellState,
} from '#renderer/ui/shell/shell-state.ts';

/** What screens and panels ask of the shell around them. The functions never change. */
export type Shell = {
  show(screen: Screen, subject?: string): void;
  open(panel: Panel): void;
  /** Closes the panel, whichever it is; with the number of an opening, only if that one is still open. */
  close(opening?: number): void;
  locate(locationId: string): void;
  /** Shows the timeline where and when the appointment is, and opens its inspector. */
  reveal(appointmentId: string): void;
  /** Does something with the timeline, as soon as it is on the screen. */
  onTimeline(act: (timeline: TimelineHandle) => void): void;
  readonly timelineRef: RefCallback<TimelineHandle>;
  /** Opens the booking form; without a time of its own it looks from the days in sight onwards. */
  book(draft: BookingDraft): void;
};

const StateContext = createContext<ShellState | null>(null);
const ShellContext = createContext<Shell | null>(null);

export function ShellProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [state, dispatch] = useReducer(reduceShell, parsePlace(window.location.hash), initialShellState);
  const shell = useMemo(() => shellOf(dispatch), []);
  useEffect(() => {
    const onHash = (): void => dispatch({ type: 'go', place: parsePlace(window.location.hash) });
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const { place } = state;
  useEffect(() => {
    const hash = formatPlace(place);
    if (window.location.hash !== hash) window.history.pushState(null, '', hash);
  }, [place]);
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

function shellOf(dispatch: (action: ShellAction) => void): Shell {
  const remote = createTimelineRemote();
  const show: Shell['show'] = (screen, subject = '') => dispatch({ type: 'go', place: { screen, subject } });
  const onTimeline: Shell['onTimeline'] = (act) => {
    show('timeline');
    remote.send(act);
  };
  return {
    show,
    onTimeline,
    timelineRef: remote.connect,
    book: (draft) =>
      dispatch({ type: 'open', panel: { kind: 'booking', draft: { from: remote.shownFrom(), ...draft } } }),
    open: (panel) => dispatch({ type: 'open', panel }),
    close: (opening) => dispatch({ type: 'close', ...(opening !== undefined && { opening }) }),
    locate: (locationId) => dispatch({ type: 'locate', locationId }),
    reveal: (appointmentId) => {
      onTimeline((timeline) => timeline.showAppointment(appointmentId));
      dispatch({ type: 'open', panel: { kind: 'inspector', appointmentId } });
    },
  };
}
