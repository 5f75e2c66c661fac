import type { ZoneReading } from '#shared/calendars/calendar-zones.ts';
import type { CalendarProblemCode } from '#shared/calendars/content-lines.ts';
import type { CalendarFile } from '#shared/calendars/read-calendar.ts';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import type { RecurrenceRefusalCode } from '#shared/scheduling/recurrence/refusal.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** What an event becomes: busy time of the resource, or a visit whose client is not known. */
export type CalendarBecomes = 'blocks' | 'appointments';

export type CalendarTarget = {
  readonly resource: Resource;
  readonly location: Location;
  readonly becomes: CalendarBecomes;
  /** Of appointments and of series; null makes one that says no more than that the time is taken. */
  readonly serviceId: string | null;
};

export type CalendarImport = {
  readonly file: CalendarFile;
  readonly target: CalendarTarget;
  /** What is booked, as far as the caller knows. */
  readonly world: Pick<World, 'find'>;
  /** Names the run; the ids of its commands derive from it. */
  readonly runId: string;
};

/** One event of the file, or what recurs under one UID. */
export type CalendarItem = {
  readonly line: number;
  readonly uid: string;
  readonly summary: string;
  readonly isAllDay: boolean;
  /** In which zone the file has it; `floating` is taken for the location's. */
  readonly via: ZoneReading['via'];
  readonly zone: ZoneId;
  readonly start: Instant;
  readonly end: Instant;
  /** What recurs, for its rule in words and the preview of its dates; null for something that happens once. */
  readonly series: SeriesCreate | null;
  /** In this order; the first is the event itself. Empty for what this clinic has exported itself and still has. */
  readonly commands: readonly PlannedCommand[];
};

export type CalendarRefusalCode =
  | RecurrenceRefusalCode
  | Extract<CalendarProblemCode, 'unknown-zone'>
  | 'too-long'
  | 'no-length'
  | 'year-out-of-range'
  | 'older-than-imported';

/** What cannot be taken, with where it begins in the file. */
export type CalendarRefusal = {
  readonly line: number;
  readonly uid: string;
  readonly summary: string;
  readonly code: CalendarRefusalCode;
  /** What is at fault, cut to a readable length. */
  readonly at: string;
};

export type CalendarPlan = {
  /** The neutral service, where one is needed that is not there. */
  readonly setUp: readonly PlannedCommand[];
  readonly items: readonly CalendarItem[];
  readonly refusals: readonly CalendarRefusal[];
};
