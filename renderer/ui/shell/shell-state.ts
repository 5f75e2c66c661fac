import type { BlockDraft, BookingDraft } from '#renderer/appointments/booking-draft.ts';

export const screens = ['timeline', 'clients', 'conflicts', 'import', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** What the aside shows beside the screen; never modal, so that the timeline stays in sight. */
export type Panel =
  | { readonly kind: 'booking'; readonly draft: BookingDraft }
  | { readonly kind: 'inspector'; readonly appointmentId: string }
  | { readonly kind: 'walk-in' }
  | { readonly kind: 'block'; readonly draft: BlockDraft };

/** Where the person is: what the address bar says. `subject` is the open client or settings section, or empty. */
export type Place = { readonly screen: Screen; readonly subject: string };

/** None of this is a document; a restart may forget it. */
export type ShellState = {
  readonly place: Place;
  readonly panel: Panel | null;
  /** Rises with each opening: the key under which a panel's form starts afresh. */
  readonly panelNonce: number;
  /** Null until somebody chose one; then the clinic's first location is meant. */
  readonly locationId: string | null;
};

export type ShellAction =
  | { readonly type: 'go'; readonly place: Place }
  | { readonly type: 'open'; readonly panel: Panel }
  | { readonly type: 'close'; readonly opening?: number }
  | { readonly type: 'locate'; readonly locationId: string };

export function initialShellState(place: Place): ShellState {
  return { place, panel: null, panelNonce: 0, locationId: null };
}

export function reduceShell(state: ShellState, action: ShellAction): ShellState {
  switch (action.type) {
    case 'go':
      return withPlace(state, action.place);
    case 'open':
      return {
        ...withPlace(state, placeFor(action.panel, state.place)),
        panel: action.panel,
        panelNonce: state.panelNonce + 1,
      };
    case 'close': {
      // What was saved late must not close the form that was opened meanwhile.
      const isAnother = action.opening !== undefined && action.opening !== state.panelNonce;
      return state.panel === null || isAnother ? state : { ...state, panel: null };
    }
    case 'locate':
      return { ...state, locationId: action.locationId };
  }
}

// A half-typed booking waits while its person looks something up; an inspector belongs to what it was opened from.
function withPlace(state: ShellState, place: Place): ShellState {
  const isLeaving = place.screen !== state.place.screen;
  const panel = isLeaving && state.panel?.kind === 'inspector' ? null : state.panel;
  return { ...state, place, panel };
}

/** A booking is made with the timeline in sight; an appointment may be looked at beside any screen. */
function placeFor(panel: Panel, current: Place): Place {
  return panel.kind === 'inspector' || current.screen === 'timeline' ? current : { screen: 'timeline', subject: '' };
}

/** `#/clients/1234` as a place; anything else is the timeline. */
export function parsePlace(hash: string): Place {
  const [screen, subject = ''] = hash.replace(/^#\/?/, '').split('/');
  const known = screens.find((one) => one === screen);
  return known === undefined ? { screen: 'timeline', subject: '' } : { screen: known, subject };
}

export function formatPlace({ screen, subject }: Place): string {
  return subject === '' ? `#/${screen}` : `#/${screen}/${subject}`;
}
