import type { ClientChoice } from '#shared/commands/client-choice.ts';
import type { Instant } from '#shared/time/instant.ts';
import { type LocalDate, localDate, type Resolution, resolveLocal } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Whom a visit is for; `label` is what is shown while nobody on file is named. */
export type ClientPick = { readonly choice: ClientChoice; readonly label: string };

/** `next`: whatever is free next. `wall`: what somebody set, as the clinic's clocks show it. */
export type When =
  | { readonly kind: 'next' }
  | { readonly kind: 'wall'; readonly date: LocalDate; readonly time: string; readonly fold: 'earlier' | 'later' };

/** Everything that a person has said about a booking so far. */
export type BookingForm = {
  readonly locationId: string;
  readonly client: ClientPick | null;
  readonly serviceId: string | null;
  readonly when: When;
  /** Null: as long as the service takes. */
  readonly minutes: number | null;
  /** By place: a resource, or null for "anyone". A place that nobody touched is not in it. */
  readonly seats: ReadonlyMap<string, string | null>;
  readonly notes: string;
  readonly source: 'desk' | 'phone';
};

/** The instant that was set, and whether the clocks had something to say about it; null while nothing valid is set. */
export function resolveWhen(when: When, zone: ZoneId): Resolution | null {
  return when.kind === 'next' ? null : resolveLocal(`${when.date}T${when.time}`, zone, when.fold);
}

/** Which of two equal times is meant; a time that the clocks skip is later either way. */
export function sideOf({ fold }: Extract<When, { kind: 'wall' }>): 'compatible' | 'later' {
  return fold === 'later' ? 'later' : 'compatible';
}

/** An instant as the wall of the zone shows it. */
export function wallOf(at: Instant, zone: ZoneId): Extract<When, { kind: 'wall' }> {
  const date = localDate(at, zone);
  const time = wallTime(at, zone);
  // The second of two equal wall times is recognised by asking for the first.
  const isLater = resolveLocal(`${date}T${time}`, zone, 'earlier')?.instant !== at;
  return { kind: 'wall', date, time, fold: isLater ? 'later' : 'earlier' };
}

export function wallTime(at: Instant, zone: ZoneId): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}
