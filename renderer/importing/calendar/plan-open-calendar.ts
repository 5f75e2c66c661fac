import type { CalendarPlan, CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import { planCalendar } from '#shared/importing/calendar/plan-calendar.ts';
import type { OpenCalendar } from '#renderer/importing/calendar/calendar-state.ts';
import type { Desk } from '#renderer/replica/desk.ts';

export type PlannedCalendar = {
  readonly calendar: OpenCalendar;
  readonly target: CalendarTarget;
  readonly plan: CalendarPlan;
};

/** What importing the file would send, as far as this desk knows; null while nobody has said where it goes. */
export function planOpenCalendar(calendar: OpenCalendar, desk: Pick<Desk, 'view' | 'now'>): PlannedCalendar | null {
  const { view } = desk;
  const resource = calendar.resourceId === null ? null : view.find('resources', calendar.resourceId);
  const location = resource === null ? null : view.find('locations', resource.locationId);
  if (resource === null || location === null) return null;
  const { becomes, serviceId, file, runId } = calendar;
  const target = { resource, location, becomes, serviceId };
  const blocks = [...view.all('blocks').values()].filter((one) => one.resourceId === resource.id && !one.isRemoved);
  return { calendar, target, plan: planCalendar({ file, target, world: view, blocks, now: desk.now(), runId }) };
}
