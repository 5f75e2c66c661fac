import type { Ref } from 'react';
import type { Desk } from '#renderer/replica/desk.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

export type TimelineSpan = 'day' | 'week';

/** An empty stretch of one row that somebody chose. */
export type ChosenSlot = {
  readonly locationId: string;
  readonly resourceId: string;
  readonly start: Instant;
  /** Left out where only a point was chosen, and no length. */
  readonly end?: Instant | undefined;
};

/** Where a visit is, for one that the desk does not carry with it and has to fetch. */
export type VisitPlace = {
  readonly locationId: string;
  readonly zone: ZoneId;
  readonly start: Instant;
  readonly resourceIds: readonly string[];
};

/** What shortcuts and search results may ask of the timeline. */
export type TimelineHandle = {
  today(): void;
  previous(): void;
  next(): void;
  showSpan(span: TimelineSpan): void;
  showDate(date: LocalDate): void;
  /** Goes to the appointment's location, day and row, and puts the focus on it as soon as it is there. */
  showAppointment(appointmentId: string, place?: VisitPlace): void;
  showInstant(at: Instant): void;
  /** The days that are asked for; the grid may still be drawing them. */
  shownFrom(): Instant;
};

export type TimelineScreenProps = {
  readonly desk: Desk;
  readonly ref?: Ref<TimelineHandle>;
  /** The location whose rows, hours and zone are shown; null while the clinic has none. */
  readonly locationId: string | null;
  /** An appointment of another location was asked for. */
  onLocationChange(locationId: string): void;
  /** The appointment that the inspector shows. */
  readonly selectedId: string | null;
  onSelect(appointmentId: string): void;
  onSelectBlock(blockId: string): void;
  /** `copyOf`: the new visit shall start with this appointment's details. */
  onCreate(slot: ChosenSlot, copyOf: string | null): void;
  onBlock(slot: ChosenSlot): void;
  /** The calendar of a row for other programs. */
  onRowCalendar(resourceId: string): void;
  /** Bringing in files of other programs. */
  onImport(): void;
  /** The ways out of an empty screen. */
  onAddResource(): void;
  onAddService(): void;
};
