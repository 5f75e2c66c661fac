import type { CalendarApi } from '@fullcalendar/react';
import { createContext, useContext } from 'react';
import { must } from '#shared/lib/must.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import type { WritableStore } from '#renderer/replica/store.ts';
import type { DragSession } from '#renderer/timeline/drag-session.ts';
import type { ChosenSlot, TimelineScreenProps } from '#renderer/timeline/timeline-props.ts';
import type { Face, Filter } from '#renderer/timeline/to-calendar-events.ts';
import type { Translate } from '#renderer/timeline/words.ts';

/** The place that an open menu or a question belongs to. */
export type Anchor = { readonly x: number; readonly y: number };

export type OpenMenu =
  | { readonly kind: 'visit'; readonly appointmentId: string; readonly resourceId: string; readonly at: Anchor }
  | { readonly kind: 'block'; readonly blockId: string; readonly at: Anchor }
  | { readonly kind: 'slot'; readonly slot: ChosenSlot; readonly at: Anchor }
  | { readonly kind: 'row'; readonly resourceId: string; readonly at: Anchor };

export type Hovered = { readonly face: Face; readonly resourceId: string; readonly rect: DOMRect };

/** What the timeline asks of the screen around it. */
export type Asks = Pick<
  TimelineScreenProps,
  'onSelect' | 'onSelectBlock' | 'onCreate' | 'onBlock' | 'onRowCalendar' | 'onImport'
>;

export type Scene = {
  readonly location: Location;
  /** Whose clock everything is shown by. */
  readonly zone: ZoneId;
  readonly rows: readonly Resource[];
  readonly filter: Filter;
  readonly snapMinutes: number;
  /** The days on the screen. */
  readonly window: Interval;
};

/**
 * What the parts of one timeline share. It stays the same object for the life of the screen, so that the calendar's
 * options can, too; what changes is read from it when it is needed.
 */
export type Board = {
  readonly desk: Desk;
  readonly drag: DragSession;
  readonly selected: WritableStore<string | null>;
  readonly menu: WritableStore<OpenMenu | null>;
  readonly cancelling: WritableStore<string | null>;
  /** The appointment that Paste puts down again. */
  readonly copied: WritableStore<string | null>;
  readonly hovered: WritableStore<Hovered | null>;
  /** The words of the language that is spoken now. */
  readonly t: Translate;
  language(): string;
  readonly asks: Asks;
  scene(): Scene;
  api(): CalendarApi | null;
  root(): HTMLElement | null;
};

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  return must(useContext(BoardContext), 'useBoard() is called outside of the timeline');
}

export function rowOf(board: Board, resourceId: string): Resource | null {
  return board.scene().rows.find((row) => row.id === resourceId) ?? null;
}
