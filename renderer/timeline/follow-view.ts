import type { CalendarApi, EventApi } from '@fullcalendar/react';
import type { Interval } from '#shared/time/interval.ts';
import { overlaps } from '#shared/time/interval.ts';
import { offEvents } from '#renderer/timeline/off-events.ts';
import type { View, ViewChange } from '#renderer/replica/desk.ts';
import {
  blockEvents,
  holdEvents,
  holdsIn,
  type CalendarEvent,
  type Face,
  type Filter,
  isSameFace,
  visitEvents,
} from '#renderer/timeline/to-calendar-events.ts';

export const SOURCE = 'view';
/** Above this many documents in one step, reading the window again is cheaper than single changes. */
const MANY = 60;

/** Keeps the calendar's events equal to the view, one by one: replacing all of them costs a repaint of everything. */
export type Drawn = {
  /** Forgets what was drawn and remembers these; returns them as the calendar takes them. */
  reset(events: readonly CalendarEvent[]): ReturnType<typeof toInput>[];
  /** Draws again what these changes touch. */
  follow(changes: readonly ViewChange[], scene: DrawnScene): void;
  /** Draws the holds of other desks again: those that are there, and those that were. */
  followHolds(scene: DrawnScene): void;
  /** Makes the events of one document equal to the view, and the one that was in hand, whatever became of it. */
  settle(documentId: string, scene: DrawnScene, heldId?: string): void;
};

export type DrawnScene = {
  readonly api: CalendarApi;
  readonly view: View;
  readonly filter: Filter;
  readonly window: Interval;
};

export function createDrawn(): Drawn {
  /** Ids of events by the document that they show. */
  const byDocument = new Map<string, Set<string>>();
  const drawnHolds = new Set<string>();

  const remember = (event: CalendarEvent): void => {
    const id = documentIdOf(event.face);
    if (event.face.kind === 'hold') drawnHolds.add(id);
    const ids = byDocument.get(id) ?? new Set<string>();
    byDocument.set(id, ids.add(event.id));
  };

  const settle = (documentId: string, scene: DrawnScene, heldId?: string): void => {
    const wanted = wantedEvents(documentId, scene);
    const before = byDocument.get(documentId) ?? new Set<string>();
    // The calendar brings back what was removed while it was in hand.
    if (heldId !== undefined) before.add(heldId);
    byDocument.delete(documentId);
    drawnHolds.delete(documentId);
    for (const event of wanted) {
      const drawn = before.has(event.id) ? scene.api.getEventById(event.id) : null;
      if (drawn === null) scene.api.addEvent(toInput(event), SOURCE);
      else change(drawn, event);
      remember(event);
    }
    const stays = new Set(wanted.map((event) => event.id));
    for (const id of before) if (!stays.has(id)) scene.api.getEventById(id)?.remove();
  };

  return {
    reset: (events) => {
      byDocument.clear();
      drawnHolds.clear();
      for (const event of events) remember(event);
      return events.map(toInput);
    },
    settle,
    followHolds: (scene) => {
      const ids = holdsIn(scene.window, scene.view).map(({ id }) => id);
      for (const id of new Set([...drawnHolds, ...ids])) settle(id, scene);
    },
    follow: (changes, scene) => {
      const ids = touchedDocuments(changes, scene);
      const isRedrawn = changes.some(({ collection }) => collection === 'series');
      if (isRedrawn || ids.size > MANY) scene.api.refetchEvents();
      else for (const id of ids) settle(id, scene);
    },
  };
}

export function documentIdOf(face: Face): string {
  switch (face.kind) {
    case 'visit':
      return face.appointmentId;
    case 'block':
      return face.blockId;
    case 'hold':
      return face.holdId;
    case 'off':
      return face.timeOffId;
  }
}

function wantedEvents(documentId: string, { view, filter, window }: DrawnScene): readonly CalendarEvent[] {
  const visit = view.find('appointments', documentId);
  if (visit !== null) return overlaps(visit, window) ? visitEvents(visit, view, filter) : [];
  const hold = holdsIn(window, view).find(({ id }) => id === documentId);
  if (hold !== undefined) return holdEvents(hold, view, filter);
  const timeOff = view.find('timeOff', documentId);
  if (timeOff !== null) return offEvents(timeOff, view, { ...filter, window });
  const block = view.find('blocks', documentId);
  return block !== null && overlaps(block, window) ? blockEvents(block, view, filter) : [];
}

/** Visits and blocks that changed, and visits that show a client, service or resource that did. */
function touchedDocuments(changes: readonly ViewChange[], { view, window }: DrawnScene): ReadonlySet<string> {
  const ids = new Set<string>();
  const shown = new Set<string>();
  for (const { collection, id } of changes) {
    if (collection === 'appointments' || collection === 'blocks' || collection === 'timeOff') ids.add(id);
    else if (collection === 'clients' || collection === 'services' || collection === 'resources') shown.add(id);
  }
  if (shown.size === 0) return ids;
  for (const visit of view.appointmentsIn(window)) {
    const parts = [visit.serviceId, ...visit.clientIds, ...visit.phases.flatMap((phase) => phase.resourceIds)];
    if (parts.some((id) => shown.has(id))) ids.add(visit.id);
  }
  return ids;
}

function change(drawn: EventApi, event: CalendarEvent): void {
  if (drawn.start?.getTime() !== Date.parse(event.start) || drawn.end?.getTime() !== Date.parse(event.end)) {
    drawn.setDates(event.start, event.end);
  }
  if (drawn.getResources()[0]?.id !== event.resourceId) drawn.setResources([event.resourceId]);
  if (!isSameFace(faceOf(drawn), event.face)) drawn.setExtendedProp('face', event.face);
}

/** The face that `toInput` put on the event. */
export function faceOf(event: EventApi): Face {
  // The calendar keeps extended properties untyped; every event of ours has been given one.
  return event.extendedProps['face'] as Face;
}

function toInput({ id, resourceId, start, end, face }: CalendarEvent) {
  // Nobody but its owner can move or end a hold; leave is changed by asking anew.
  const hands = face.kind === 'hold' || face.kind === 'off' ? { editable: false } : {};
  return { id, resourceIds: [resourceId], start, end, extendedProps: { face }, ...hands };
}
