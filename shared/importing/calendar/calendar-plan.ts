import type { ZoneReading } from '#shared/calendars/calendar-zones.ts';
import type { CalendarProblemCode } from '#shared/calendars/content-lines.ts';
import type { CalendarFile } from '#shared/calendars/read-calendar.ts';
import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import type { RecurrenceRefusalCode } from '#shared/scheduling/recurrence/refusal.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { Wall } from '#shared/time/wall.ts';
import type { WallClock, WallKind } from '#shared/time/wall-clock.ts';
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
  /** The blocks of the resource that are in force, as far as the caller knows. */
  readonly blocks: readonly Block[];
  /** What recurs for ever, or for long, becomes blocks for some time before and after this. */
  readonly now: Instant;
  /** Names the run; the ids of its commands derive from it. */
  readonly runId: string;
};

/** How something recurs, for words about it. */
export type Recurring = {
  readonly rules: readonly string[];
  /** On the wall of `clock`. */
  readonly start: Wall;
  readonly clock: WallClock;
  /** How many dates come in; null: there is no end. */
  readonly dates: number | null;
  /** Dates whose start the clocks jump over or show twice; at most 730 are looked at. */
  readonly clockChanges: number;
  /** The file's own rule goes on for longer than is taken; this is the last date that is. */
  readonly trimmedAt: Instant | null;
  /** Blocks cannot recur: each date is one, and only those that begin within this are taken. Null: all of them are. */
  readonly horizon: Interval | null;
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
  /** The clocks jump over its start, which is then later, or show it twice: the first is meant. Of what recurs: exact. */
  readonly clock: WallKind;
  /** The file says that it does not take place. */
  readonly isCancelled: boolean;
  readonly recurring: Recurring | null;
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
  | 'older-than-imported'
  /** As blocks: none of its dates is near enough. */
  | 'not-within-horizon';

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
