import type { ResourceInput } from '@fullcalendar/react-scheduler';
import type { Location } from '#shared/scheduling/location.ts';
import { type Resource, type ResourceKind, resourceKinds } from '#shared/scheduling/resource.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { hoursOf, type ShownDays } from '#renderer/timeline/hours.ts';

export type RowKind = ResourceKind | 'all';
export const rowKinds: readonly RowKind[] = [...resourceKinds, 'all'];

export type RowChoice = {
  readonly kind: RowKind;
  readonly shown: ShownDays;
  readonly showsOffDuty: boolean;
  /** Rows that are shown though nobody is on duty, because something is booked there. */
  readonly busyIds: ReadonlySet<string>;
};

/** The rows of a location, in the clinic's order. */
export function rowsOf(resources: readonly Resource[], location: Location, choice: RowChoice): readonly Resource[] {
  return resources
    .filter(({ locationId, kind }) => locationId === location.id && (choice.kind === 'all' || choice.kind === kind))
    .filter((resource) => choice.busyIds.has(resource.id) || (resource.isActive && isShown(resource, location, choice)))
    .toSorted((a, b) => kindOrder(a) - kindOrder(b) || a.order - b.order || a.name.localeCompare(b.name));
}

function isShown(resource: Resource, location: Location, { showsOffDuty, shown }: RowChoice): boolean {
  return showsOffDuty || hoursOf(resource, location, shown).length > 0;
}

function kindOrder({ kind }: Resource): number {
  return resourceKinds.indexOf(kind);
}

/** Rows as the calendar takes them: in order, with their hours of these days on the wall of the shown zone. */
export function toCalendarResources(rows: readonly Resource[], location: Location, shown: ShownDays): ResourceInput[] {
  return rows.map((resource, order) => ({
    id: resource.id,
    title: resource.name,
    businessHours: businessHours(hoursOf(resource, location, shown)),
    order,
    // Starts with a digit, because the calendar sorts groups by this word.
    group: `${kindOrder(resource)}:${resource.kind}`,
    row: resource,
  }));
}

export function kindOfGroup(group: string): ResourceKind {
  return resourceKinds.find((kind) => group.endsWith(`:${kind}`)) ?? 'room';
}

type BusinessHours = { readonly daysOfWeek: number[]; readonly startTime: string; readonly endTime: string };

function businessHours(hours: WeeklyHours): BusinessHours[] {
  // Without any entry the calendar would take the row for open all day.
  if (hours.length === 0) return [{ daysOfWeek: [], startTime: '00:00', endTime: '24:00' }];
  return hours.map(({ weekday, fromMinute, toMinute }) => ({
    daysOfWeek: [weekday % 7],
    startTime: wallTime(fromMinute),
    endTime: wallTime(toMinute),
  }));
}

/** `08:30` of 510; `24:00` of 1440. */
export function wallTime(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
