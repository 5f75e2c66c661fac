import { type TimeOff, timeOffIntervals } from '#shared/scheduling/time-off.ts';
import { toIso } from '#shared/time/instant.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';
import type { View } from '#renderer/replica/desk.ts';
import type { CalendarEvent, Filter, Span } from '#renderer/timeline/to-calendar-events.ts';

/** Leave of somebody, asked for or approved. */
export type OffFace = {
  readonly kind: 'off';
  readonly timeOffId: string;
  readonly offKind: TimeOff['kind'];
  readonly isRequested: boolean;
  readonly isPending: boolean;
};

/** The leave in the window of one request; none once it is declined or withdrawn. */
export function offEvents(
  timeOff: TimeOff,
  view: View,
  shown: Filter & { window: Interval },
): readonly CalendarEvent[] {
  const { id, state, kind, resourceId } = timeOff;
  if (!shown.resourceIds.has(resourceId)) return [];
  const face: OffFace = {
    kind: 'off',
    timeOffId: id,
    offKind: kind,
    isRequested: state === 'requested',
    isPending: view.isPending('timeOff', id),
  };
  return spansOff(timeOff, view, shown.window).map(({ start, end }, at) => ({
    id: `off:${id}:${at}`,
    resourceId,
    start: toIso(start),
    end: toIso(end),
    face,
  }));
}

/** Everybody's leave in the window, row by row. */
export function offSpansIn(window: Interval, view: View): readonly Span[] {
  return [...view.all('timeOff').values()].flatMap((one) => spansOff(one, view, window));
}

function spansOff(timeOff: TimeOff, view: View, window: Interval): readonly Span[] {
  const { state, resourceId } = timeOff;
  if (state !== 'requested' && state !== 'approved') return [];
  const resource = view.find('resources', resourceId);
  const location = resource === null ? null : view.find('locations', resource.locationId);
  if (location === null) return [];
  return timeOffIntervals(timeOff, location.zone)
    .filter((span) => overlaps(span, window))
    .map((span) => ({ ...span, resourceId }));
}
