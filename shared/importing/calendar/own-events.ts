import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import type { CalendarImport } from '#shared/importing/calendar/calendar-plan.ts';
import { idSchema } from '#shared/lib/text.ts';
import type { Phase } from '#shared/scheduling/appointment.ts';

/** Whether the event is one that this clinic has exported, and that the resource still has: then it is there (IC11). */
export function isAlreadyOurs({ uid }: CalendarEvent, { target, world }: CalendarImport): boolean {
  const [name = '', product] = uid.split('@', 2);
  // Time off by the hour is an event for each of its days, named after both.
  const id = name.slice(0, 36);
  if (product !== 'frontdesk' || !idSchema.safeParse(id).success) return false;
  const has = ({ phases }: { readonly phases: readonly Phase[] }): boolean =>
    phases.some(({ resourceIds }) => resourceIds.includes(target.resource.id));
  const [series, visit, block] = [world.find('series', id), world.find('appointments', id), world.find('blocks', id)];
  const leave = world.find('timeOff', id);
  if (leave !== null) return leave.resourceId === target.resource.id;
  if (series !== null) return has(series);
  if (visit !== null) return has(visit);
  return block !== null && block.resourceId === target.resource.id;
}
