import type { ClientChoice } from '#shared/commands/client-choice.ts';
import type { Instant } from '#shared/time/instant.ts';
import { type LocalDate, localDate, type Resolution, resolveLocal } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Whom a visit is for; `label` is what is shown while nobody on file is named. */
export type ClientPick = { readonly choice: ClientChoice; readonly label: string };

/** `next`: whatever is free next, at or after `from` where that is still ahead. `wall`: what somebody set, as the clocks of that zone show it. */
export type When =
  | { readonly kind: 'next'; readonly from?: Instant }
  | {
      readonly kind: 'wall';
      /** Null: what was typed is no day. */
      readonly date: LocalDate | null;
      /** Empty: there is none, or what was typed is no time. */
      readonly time: string;
      readonly fold: 'earlier' | 'later';
      readonly zone: ZoneId;
    };
export type WallWhen = Extract<When, { kind: 'wall' }>;
/** Of an instant. */
export type KnownWall = WallWhen & { readonly date: LocalDate };
/** What stands in a field that takes a number; `unclear`: something else, or nothing. */
export type Entered = number | 'unclear';

/** Everything that a person has said about a booking so far. */
export type BookingForm = {
  readonly locationId: string;
  readonly client: ClientPick | null;
  readonly serviceId: string | null;
  readonly when: When;
  /** Null: as long as the service takes. */
  readonly minutes: Entered | null;
  /** By place: a resource, or null for "anyone". A place that nobody touched is not in it. */
  readonly seats: ReadonlyMap<string, string | null>;
  readonly notes: string;
  readonly source: 'desk' | 'phone';
};

/** The instant that was set, and whether the clocks had something to say about it; null while nothing valid is set. */
export function resolveWhen(when: When): Resolution | null {
  return when.kind === 'next' || when.date === null
    ? null
    : resolveLocal(`${when.date}T${when.time}`, when.zone, when.fold);
}

/** Whether a field holds what is no day, time or length. */
export function isFormUnclear({ when, minutes }: Pick<BookingForm, 'when' | 'minutes'>): boolean {
  return minutes === 'unclear' || (when.kind === 'wall' && resolveWhen(when) === null);
}

/** The same instant by the clocks of another zone, where somebody looks at that now. */
export function inZone<Any extends When>(when: Any, zone: ZoneId): Any | WallWhen {
  if (when.kind === 'next' || when.zone === zone) return when;
  const at = resolveWhen(when)?.instant;
  return at === undefined ? when : wallOf(at, zone);
}

/** Which of two equal times is meant; a time that the clocks skip is later either way. */
export function sideOf({ fold }: WallWhen): 'compatible' | 'later' {
  return fold === 'later' ? 'later' : 'compatible';
}

/** An instant as the wall of the zone shows it. */
export function wallOf(at: Instant, zone: ZoneId): KnownWall {
  const date = localDate(at, zone);
  const time = wallTime(at, zone);
  // The second of two equal wall times is recognised by asking for the first.
  const isLater = resolveLocal(`${date}T${time}`, zone, 'earlier')?.instant !== at;
  return { kind: 'wall', date, time, fold: isLater ? 'later' : 'earlier', zone };
}

export function wallTime(at: Instant, zone: ZoneId): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}
