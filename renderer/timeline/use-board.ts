import type { CalendarApi, CalendarOptions } from '@fullcalendar/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore } from '#renderer/replica/store.ts';
import type { Board, Scene } from '#renderer/timeline/board.tsx';
import { steadyOptions } from '#renderer/timeline/calendar-options.tsx';
import { dragGestures } from '#renderer/timeline/drag-gestures.ts';
import { createDragSession } from '#renderer/timeline/drag-session.ts';
import { createDrawn, documentIdOf, type Drawn, type DrawnScene, SOURCE } from '#renderer/timeline/follow-view.ts';
import { followLeases, leaseEvents } from '#renderer/timeline/lease-events.ts';
import { pointGestures, type PointGestures } from '#renderer/timeline/point-gestures.ts';
import type { TimelineScreenProps } from '#renderer/timeline/timeline-props.ts';
import { eventsIn } from '#renderer/timeline/to-calendar-events.ts';

export type Moment = Scene & { readonly slotMinutes: number };

export type LiveBoard = {
  readonly board: Board;
  readonly steady: CalendarOptions;
  readonly points: PointGestures;
  readonly apiRef: RefObject<CalendarApi | null>;
  readonly rootRef: RefObject<HTMLDivElement | null>;
};

/** The board and the calendar's options: made once, reading what changes from where it is now. */
export function useBoardOf(props: TimelineScreenProps, moment: Moment): LiveBoard {
  const { t, i18n } = useTranslation();
  const apiRef = useRef<CalendarApi | null>(null);
  const rootRef = useRef<HTMLDivElement | null>(null);
  const now = useRef({ props, moment, t, language: i18n.language });
  now.current = { props, moment, t, language: i18n.language };
  const [live] = useState(() => {
    const drawn = createDrawn();
    const board = createBoard(props.desk, now, apiRef, rootRef);
    const settle = (id: string, heldId: string): void =>
      withScene(board, now.current.moment, (scene) => drawn.settle(id, scene, heldId));
    const points = pointGestures(board, () => now.current.moment.slotMinutes);
    const steady: CalendarOptions = {
      ...steadyOptions(board),
      ...dragGestures(board, settle),
      ...points.options,
      eventSources: [
        { id: 'leases', events: (_asked, done) => done(leaseEvents(board.desk, now.current.moment.window)) },
        {
          id: SOURCE,
          events: (_asked, done) =>
            done(drawn.reset(eventsIn(now.current.moment.window, board.desk.view, board.scene().filter))),
        },
      ],
    };
    return { board, steady, points, drawn, apiRef, rootRef };
  });
  useFollow(live.board, live.drawn, now);
  useFollowHolds(live.board, live.drawn, now);
  // What a desk can promise changes with its leases, for visits that wait too; that is seldom.
  useEffect(() => followLeases(live.board.desk, () => live.board.api()?.refetchEvents()), [live]);
  useEffect(() => live.board.selected.set(props.selectedId), [live, props.selectedId]);
  return live;
}

type Now = RefObject<{
  props: TimelineScreenProps;
  moment: Moment;
  t: ReturnType<typeof useTranslation>['t'];
  language: string;
}>;

function createBoard(
  desk: Board['desk'],
  now: Now,
  apiRef: RefObject<CalendarApi | null>,
  rootRef: RefObject<HTMLElement | null>,
): Board {
  return {
    desk,
    drag: createDragSession(desk),
    selected: createStore<string | null>(null),
    menu: createStore<ReturnType<Board['menu']['get']>>(null),
    cancelling: createStore<string | null>(null),
    copied: createStore<string | null>(null),
    hovered: createStore<ReturnType<Board['hovered']['get']>>(null),
    t: (key, values) => now.current.t(key, values ?? {}),
    language: () => now.current.language,
    asks: {
      onSelect: (id) => now.current.props.onSelect(id),
      onSelectBlock: (id) => now.current.props.onSelectBlock(id),
      onCreate: (slot, copyOf) => now.current.props.onCreate(slot, copyOf),
      onBlock: (slot) => now.current.props.onBlock(slot),
      onRowCalendar: (resourceId) => now.current.props.onRowCalendar(resourceId),
      onImport: () => now.current.props.onImport(),
    },
    scene: () => now.current.moment,
    api: () => apiRef.current,
    root: () => rootRef.current,
  };
}

function useFollow(board: Board, drawn: Drawn, now: Now): void {
  useEffect(
    () =>
      board.desk.view.subscribe((changes) => {
        const face = board.hovered.get()?.face;
        const hoveredId = face === undefined ? null : documentIdOf(face);
        if (changes.some((change) => change.id === hoveredId)) board.hovered.set(null);
        withScene(board, now.current.moment, (scene) => drawn.follow(changes, scene));
      }),
    [board, drawn, now],
  );
}

function useFollowHolds(board: Board, drawn: Drawn, now: Now): void {
  useEffect(
    () =>
      board.desk.view.holds.subscribe(() => withScene(board, now.current.moment, (scene) => drawn.followHolds(scene))),
    [board, drawn, now],
  );
}

function withScene(board: Board, { window, filter }: Moment, act: (scene: DrawnScene) => void): void {
  const api = board.api();
  if (api !== null) act({ api, view: board.desk.view, filter, window });
}
