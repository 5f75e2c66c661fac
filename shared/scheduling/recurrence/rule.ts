import type { Instant } from '#shared/time/instant.ts';
import type { Wall } from '#shared/time/wall.ts';

export const frequencies = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Frequency = (typeof frequencies)[number];

/** ISO: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** `TU`, or with `nth` the 2nd (`2TU`) or the last (`-1TU`) of its month or year; 0 is each of them. */
export type RuleDay = { readonly weekday: Weekday; readonly nth: number };

/** The last moment at which an occurrence may start, itself included. */
export type RuleEnd =
  /** `UNTIL=20261231T225959Z`. */
  | { readonly kind: 'instant'; readonly at: Instant }
  /** `UNTIL=20261231T235959`: on the wall of the series' zone. */
  | { readonly kind: 'wall'; readonly at: Wall }
  /** `UNTIL=20261231`: the whole of that day. */
  | { readonly kind: 'date'; readonly at: Wall };

/** A recurrence rule of RFC 5545 (3.3.10) that the product offers. Empty lists are parts that were not given. */
export type Rule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: RuleEnd | null;
  readonly months: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly setPositions: readonly number[];
  readonly weekStart: Weekday;
};

export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
