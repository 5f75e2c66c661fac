import { type Decision, refuse } from '#shared/commands/decision.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { RecurrenceRefusal, RecurrenceRefusalCode } from '#shared/scheduling/recurrence/refusal.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import type { World } from '#shared/scheduling/world.ts';

const codes: Readonly<Record<RecurrenceRefusalCode, RefusalCode>> = {
  'unreadable-rule': 'rule-unreadable',
  'unknown-rule-part': 'rule-unreadable',
  'repeated-rule-part': 'rule-unreadable',
  'frequency-missing': 'rule-unreadable',
  'frequency-not-offered': 'rule-not-offered',
  'interval-out-of-range': 'rule-unreadable',
  'count-out-of-range': 'rule-unreadable',
  'until-unreadable': 'rule-unreadable',
  'until-before-start': 'rule-never-matches',
  'value-out-of-range': 'rule-unreadable',
  'set-position-alone': 'rule-unreadable',
  'too-many-times-a-day': 'rule-not-offered',
  'too-many-occurrences': 'too-many-occurrences',
  'too-far-ahead': 'series-too-far-ahead',
  'never-matches': 'rule-never-matches',
  'too-sparse': 'rule-never-matches',
  'visits-overlap': 'visits-overlap',
  'start-unreadable': 'rule-unreadable',
  'date-unreadable': 'rule-unreadable',
  'not-an-occurrence': 'not-an-occurrence',
  'rule-cannot-be-split': 'rule-cannot-be-split',
  'rule-cannot-move': 'rule-cannot-move',
  'zone-is-an-offset': 'unknown-zone',
  'unknown-zone': 'unknown-zone',
  'all-day': 'rule-not-offered',
  'range-not-offered': 'rule-not-offered',
};

/** The domain's refusal for the recurrence's own; the field says which part of the rule is at fault. */
export function refuseRule({ code, at }: RecurrenceRefusal): Decision {
  return refuse(codes[code], at.slice(0, 200));
}

/** Why a series cannot be made so; null when it can (SR6). A trimmed one is the screen's to offer. */
export function ruleFault(pattern: Series): Decision | null {
  const review = reviewSeries(pattern);
  if (review.kind === 'refused') return refuseRule(review.refusal);
  return review.kind === 'trim-offered' ? refuseRule({ code: review.code, at: 'rules' }) : null;
}

/** What the series names and is not on file. */
export function unknownReference(series: BookedSeries, world: World): RefusalCode | null {
  if (world.find('locations', series.locationId) === null) return 'unknown-location';
  if (world.find('services', series.serviceId) === null) return 'unknown-service';
  const isUnknown = (id: string): boolean => world.find('resources', id) === null;
  return appointmentResourceIds(series).some(isUnknown) ? 'unknown-resource' : null;
}
