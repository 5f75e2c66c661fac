import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Mapping } from '#shared/importing/mapping.ts';
import type { RowDraft } from '#shared/importing/row-draft.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { localDate, localMinute, weekday } from '#shared/time/local.ts';

type Creating<Name extends CommandIntent['name']> = Extract<CommandIntent, { name: Name }>;
type Rows = readonly [RowDraft, ...RowDraft[]];

/** Calm, distinguishable colours for services that bring none. */
const palette = [
  '#4c6ef5',
  '#12b886',
  '#e8590c',
  '#ae3ec9',
  '#1098ad',
  '#d6336c',
  '#74b816',
  '#f08c00',
  '#7048e8',
  '#0ca678',
];

export function newLocation(id: string, rows: Rows, { zone }: Mapping): Creating<'location.upsert'> {
  const set = {
    name: rows[0].location,
    zone,
    address: '',
    hours: openingHours(rows, zone),
    order: 100,
    isActive: true,
  };
  return { name: 'location.upsert', input: { id, set, was: null } };
}

export function newResource(
  id: string,
  { kind, name, locationId }: Pick<Resource, 'kind' | 'name' | 'locationId'>,
  order: number,
): Creating<'resource.upsert'> {
  const set = {
    kind,
    name,
    locationId,
    lanes: 1,
    skills: [],
    hours: null,
    title: '',
    color: null,
    order: 100 + order,
    isActive: true,
  };
  return { name: 'resource.upsert', input: { id, set, was: null } };
}

export function newService(
  id: string,
  rows: Rows,
  { mapping, order }: { readonly mapping: Mapping; readonly order: number },
): Creating<'service.upsert'> {
  const kinds = [...new Set(rows[0].resources.map((resource) => resource.kind))];
  const needs = kinds.map((kind) => ({ kind, skills: [], count: 1 }));
  const set = {
    name: rows[0].service,
    category: mapping.service.category,
    color: palette[order % palette.length] ?? '#4c6ef5',
    phases: [{ name: '', minutes: medianMinutes(rows), needs }],
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    priceMinor: 0,
    currency: mapping.service.currency,
    order: 100 + order,
    isActive: true,
  };
  return { name: 'service.upsert', input: { id, set, was: null } };
}

function medianMinutes(rows: Rows): number {
  const lengths = rows.map((row) => row.minutes).toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? rows[0].minutes;
}

/** For each weekday that has rows: from the hour of the earliest start to that of the latest end. */
function openingHours(rows: Rows, zone: Mapping['zone']): WeeklyHours {
  const days = Map.groupBy(rows, (row) => weekday(localDate(row.start, zone)));
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .map(([day, visits]) => ({
      weekday: day,
      fromMinute: Math.min(...visits.map((visit) => Math.floor(localMinute(visit.start, zone) / 60) * 60)),
      toMinute: Math.max(...visits.map((visit) => closingMinute(visit, zone))),
    }));
}

function closingMinute({ start, minutes }: RowDraft, zone: Mapping['zone']): number {
  const end = plusMinutes(start, minutes);
  const isNextDay = localDate(end, zone) !== localDate(start, zone);
  return isNextDay ? 1440 : Math.max(60, Math.ceil(localMinute(end, zone) / 60) * 60);
}
