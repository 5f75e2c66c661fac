import type { SeriesCreate } from '#shared/commands/series/series-create.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { formatWall, mustBeWall, wall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { parseZone } from '#shared/time/zone.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { pickStart, type Turn } from '#tests/simulation/actions/turn.ts';

const DAY_MS = 86_400_000;
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Auckland', 'America/Phoenix'];

type Times = Pick<SeriesCreate, 'zone' | 'start' | 'rules' | 'added' | 'excluded'>;

/** Short ones for the most part: what goes wrong does so among a few dates, and endless ones take their time. */
const rules = [
  'FREQ=DAILY;COUNT=4',
  'FREQ=DAILY;COUNT=4',
  'FREQ=DAILY;INTERVAL=2;COUNT=5',
  'FREQ=WEEKLY;COUNT=5',
  'FREQ=DAILY;UNTIL=20261201T235959Z',
  // Over both changes of the clocks.
  'FREQ=WEEKLY;INTERVAL=9;COUNT=5',
  'FREQ=MONTHLY;INTERVAL=2;COUNT=5',
  'FREQ=WEEKLY;BYDAY=TH,FR;COUNT=6',
];
const endless = ['FREQ=MONTHLY', 'FREQ=WEEKLY;INTERVAL=3', 'FREQ=MONTHLY;INTERVAL=2', 'FREQ=WEEKLY'];

/** When something recurs: from the slots that everybody wants, or through a night in which the clocks change. */
export function recurring(turn: Turn): Times {
  const { luck, among } = turn;
  const zone = must(parseZone(zones[among('zone', zones.length)] ?? ''), 'a zone');
  const inSlot = wallAt(pickStart(turn), zoneClock(zone)) + among('days', 3) * DAY_MS;
  const isByNight = luck('by-night') < 0.1;
  const start = isByNight ? '2027-03-27T02:30:00' : formatWall(wall(inSlot));
  const list = luck('endless') < 0.25 ? endless : rules;
  const isAdded = luck('added') < 0.15;
  return {
    zone,
    start,
    rules: [list[among('rule', list.length)] ?? ''],
    added: isAdded ? [dayAfter(start, 6)] : [],
    excluded: luck('excluded') < 0.15 ? [dayAfter(start, 1)] : [],
  };
}

/** The same time on the wall so many days later. */
export function dayAfter(start: string, days: number): string {
  return formatWall(wall(mustBeWall(start) + days * DAY_MS));
}

/** Its number is in front: what comes last names the occurrence. */
export function newSeriesId(desk: SimDesk): string {
  const id = desk.newId('ser');
  return seriesIdFrom(`${Number(id.slice(-12)).toString(16).padStart(8, '0')}${id.slice(8)}`);
}
