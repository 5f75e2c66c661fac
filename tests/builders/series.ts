import { must } from '#shared/lib/must.ts';
import type { Series } from '#shared/scheduling/recurrence/series.ts';
import { parseZone } from '#shared/time/zone.ts';

/** A half-hour visit, weekly on Tuesdays at nine in Berlin from 6 January 2026, unless told otherwise. */
export function aSeries({ zone, ...parts }: Partial<Omit<Series, 'zone'>> & { readonly zone?: string } = {}): Series {
  return {
    zone: must(parseZone(zone ?? 'Europe/Berlin'), `zone ${zone}`),
    start: '2026-01-06T09:00:00',
    minutes: 30,
    rules: ['FREQ=WEEKLY'],
    added: [],
    excluded: [],
    exceptions: [],
    ...parts,
  };
}
