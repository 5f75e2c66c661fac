import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { must } from '#shared/lib/must.ts';
import { occurrenceId, seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import { parseZone } from '#shared/time/zone.ts';
import { clinic, id } from '#tests/builders/clinic.ts';

export const weekly = seriesIdFrom(id('ser', 0)).replace(/^.{8}/, '5e12e500');

/** `weeklyOn('2026-12-01')` is the id of the occurrence at nine of that day. */
export function weeklyOn(date: string, time = '09:00:00'): string {
  return occurrenceId(weekly, mustBeWall(`${date}T${time}`));
}

/** Half an hour with Anna in room 1, on Tuesdays at nine in Berlin, twelve times from 24 November 2026. */
export function repeating(overrides: Partial<SeriesCreate> = {}): Extract<CommandIntent, { name: 'series.create' }> {
  return {
    name: 'series.create',
    input: {
      seriesId: weekly,
      locationId: clinic.location,
      serviceId: clinic.visit,
      client: { kind: 'nobody' },
      label: 'Mr Weekly',
      notes: '',
      phases: [{ minutes: 30, resourceIds: [clinic.anna, clinic.room1] }],
      zone: must(parseZone('Europe/Berlin'), 'zone'),
      start: '2026-11-24T09:00:00',
      rules: ['FREQ=WEEKLY;COUNT=12'],
      added: [],
      excluded: [],
      decisions: [],
      ...overrides,
    },
  };
}
