/** Why a recurrence is not taken. Stable: screens, imports and callers rely on the words. */
export const recurrenceRefusalCodes = [
  'unreadable-rule',
  'unknown-rule-part',
  'repeated-rule-part',
  'frequency-missing',
  'frequency-not-offered',
  'interval-out-of-range',
  'count-out-of-range',
  'until-unreadable',
  'until-before-start',
  'value-out-of-range',
  'set-position-alone',
  'too-many-times-a-day',
  'too-many-occurrences',
  'too-far-ahead',
  'never-matches',
  'too-sparse',
  'visits-overlap',
  'start-unreadable',
  'date-unreadable',
  'not-an-occurrence',
  'rule-cannot-be-split',
  'rule-cannot-move',
  'zone-is-an-offset',
  'unknown-zone',
  'all-day',
  'range-not-offered',
] as const;
export type RecurrenceRefusalCode = (typeof recurrenceRefusalCodes)[number];

export type RecurrenceRefusal = {
  readonly code: RecurrenceRefusalCode;
  /** What is at fault: `BYDAY=XX`, `Etc/Nowhere`; empty when it is the whole. */
  readonly at: string;
};

/** A value, or the reason why there is none. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: RecurrenceRefusal };

export function taken<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function refused(
  code: RecurrenceRefusalCode,
  at = '',
): { readonly ok: false; readonly refusal: RecurrenceRefusal } {
  return { ok: false, refusal: { code, at } };
}
