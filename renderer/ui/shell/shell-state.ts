import type { Instant } from '#shared/time/instant.ts';
import type { LocalDate } from '#shared/time/local.ts';

export const screens = ['timeline', 'clients', 'conflicts', 'import', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** What the aside shows beside the screen; never modal, so that the timeline stays in sight. */
export type Panel =
  | {
      readonly kind: 'booking';
      /** Null: the form looks for the next free time itself. */
      readonly start: Instant | null;
      readonly end: Instant | null;
      readonly resourceIds: readonly string[];
      readonly clientId: string | null;
    }
  | { readonly kind: 'inspector'; readonly appointmentId: string }
  | { readonly kind: 'walk-in' }
  | {
      readonly kind: 'block';
      /** Null makes a new block from the rest. */
      readonly blockId: string | null;
      readonly resourceId: string | null;
      readonly start: Instant | null;
      readonly end: Instant | null;
    };

/** An appointment that the timeline should bring into sight and mark; `nonce` tells two requests apart. */
export type Reveal = { readonly appointmentId: string; readonly nonce: number };

/** Where the person is in the app. All of it survives a change of screen; none of it is a document. */
export type ShellState = {
  readonly screen: Screen;
  /** Which client or which settings section is open, `''` for none. */
  readonly subject: string;
  readonly panel: Panel | null;
  /** Rises with each opening: the key under which a panel's form starts afresh. */
  readonly panelNonce: number;
  readonly locationId: string | null;
  /** The day, or a day of the week, that the timeline shows; null is today in the location's zone. */
  readonly date: LocalDate | null;
  readonly span: 'day' | 'week';
  readonly reveal: Reveal | null;
};

export type ShellAction =
  | { readonly type: 'show'; readonly screen: Screen; readonly subject: string }
  | { readonly type: 'open'; readonly panel: Panel }
  | { readonly type: 'close' }
  | { readonly type: 'locate'; readonly locationId: string }
  | { readonly type: 'go-to'; readonly date: LocalDate | null }
  | { readonly type: 'span'; readonly span: 'day' | 'week' }
  | {
      readonly type: 'reveal';
      readonly appointmentId: string;
      readonly locationId: string;
      readonly date: LocalDate;
    };

export const initialShellState: ShellState = {
  screen: 'timeline',
  subject: '',
  panel: null,
  panelNonce: 0,
  locationId: null,
  date: null,
  span: 'day',
  reveal: null,
};

export function reduceShell(state: ShellState, action: ShellAction): ShellState {
  switch (action.type) {
    case 'show':
      return { ...state, screen: action.screen, subject: action.subject };
    case 'open':
      return { ...withPanel(state, action.panel), screen: screenFor(action.panel, state.screen) };
    case 'close':
      return state.panel === null ? state : { ...state, panel: null };
    case 'locate':
      return { ...state, locationId: action.locationId };
    case 'go-to':
      return { ...state, date: action.date };
    case 'span':
      return { ...state, span: action.span };
    case 'reveal':
      return {
        ...withPanel(state, { kind: 'inspector', appointmentId: action.appointmentId }),
        screen: 'timeline',
        subject: '',
        locationId: action.locationId,
        date: action.date,
        reveal: { appointmentId: action.appointmentId, nonce: (state.reveal?.nonce ?? 0) + 1 },
      };
  }
}

function withPanel(state: ShellState, panel: Panel): ShellState {
  return { ...state, panel, panelNonce: state.panelNonce + 1 };
}

/** A booking is made with the timeline in sight; an appointment may be looked at beside any screen. */
function screenFor(panel: Panel, current: Screen): Screen {
  return panel.kind === 'inspector' ? current : 'timeline';
}
