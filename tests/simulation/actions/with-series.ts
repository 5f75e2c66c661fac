import type { CommandIntent } from '#shared/commands/registry.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import type { SeriesDecision } from '#shared/commands/series/series-decision.ts';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualWithin } from '#shared/scheduling/series/virtual-occurrences.ts';
import { instant, plusMinutes } from '#shared/time/instant.ts';
import { formatWall } from '#shared/time/wall.ts';
import { wallAt } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { seriesFamily } from '#renderer/appointments/series/series-family.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { booking } from '#tests/simulation/actions/booking.ts';
import { dayAfter, newSeriesId, recurring } from '#tests/simulation/actions/series-rules.ts';
import { type Deed, pickResource, pickStart, send, type Turn } from '#tests/simulation/actions/turn.ts';

const DAY_MS = 86_400_000;

/** What people do with visits that recur. */
export const seriesDeeds = {
  'series-create': (turn) => send(turn, making(turn)),
  /** The first thing that happens to an occurrence. */
  'series-one': (turn) => {
    const one = pickOccurrence(turn);
    if (one !== null) send(turn, changeOfOne(turn, one.occurrence));
  },
  'series-change': (turn) => {
    const series = pickSeries(turn);
    if (series !== null) send(turn, changing(turn, series));
  },
  'series-cancel': (turn) => {
    const series = pickSeries(turn);
    if (series === null) return;
    const input = { seriesId: series.id, scope: scopeOf(turn, series), reason: 'ill' };
    const { takes, parts } = familyOf(turn, series);
    const others = parts.map((part) => ({ seriesId: part.seriesId, scope: part.scope }));
    const keepsMoved = turn.luck('keeps') < 0.5;
    send(turn, { name: 'series.cancel', input: { ...input, keepsMoved, takes, parts: others } });
  },
  /** Everybody changes the same series at the same moment, one of them only one date of it. */
  'series-rush': (turn) => {
    const wanted = pickSeries(turn)?.id ?? '';
    for (const [at, desk] of turn.world.desks.entries()) {
      const own = { ...turn, desk, luck: (aspect: string) => turn.luck(`${aspect} ${at}`) };
      const series = desk.process?.view.view.find('series', wanted) ?? null;
      const one = series === null ? undefined : soonOf(own, series)[0];
      if (series === null || series.isEnded) continue;
      send(own, at === 0 && one !== undefined ? changeOfOne(own, one) : changing(own, series), true);
    }
  },
  'series-undo': (turn) => {
    const { world, luck } = turn;
    const isOfSeries = ({ process }: SimDesk): boolean =>
      process?.submitter.history.nextUndo()?.parts.some(({ intent }) => intent.name.startsWith('series.')) === true;
    const those = world.desks.filter(isOfSeries);
    const desk = those[turn.among('desk', those.length)] ?? turn.desk;
    desk
      .step('undo')
      .then(() => (luck('again') < 0.35 ? desk.step('redo') : null))
      .catch((error) => world.fail(error));
  },
  /** A single visit, or what nobody else had to do with before, at the time of an occurrence. */
  'book-over': (turn) => {
    const one = pickOccurrence(turn, 0.4);
    if (one === null) return;
    const { input, name } = booking(turn, turn.desk);
    const resourceIds = [...appointmentResourceIds(one.occurrence)];
    const phases = [{ minutes: 30, resourceIds }];
    send(turn, { name, input: { ...input, start: one.occurrence.start, phases, substitutes: [] } }, true);
  },
  /** So long that the claims of series are moved on. */
  month: (turn) => {
    const { world } = turn;
    world.coverage.nights += 1;
    world.weeksOn += 5;
    world.time.sleep(35 * DAY_MS);
    for (const { link } of world.desks) for (const end of link.streams) end();
    moveOn(turn, false);
  },
  /** A government has decided otherwise: from tomorrow on the clocks of a zone show an hour more (SR5). */
  'new-zone-rules': ({ world, among }) => world.horizon.changeRules(100 + among('down', 1_000), among),
  /** Other tables of zones, whether they say anything else or not: all is worked out anew. */
  horizon: (turn) => moveOn(turn, turn.luck('rederived') < 0.7),
} satisfies Record<string, Deed>;

function moveOn({ world, desk, luck, among }: Turn, isRederived: boolean): void {
  const { tenantId } = desk.place.identity;
  world.horizon.run(tenantId, isRederived);
  // Another worker at the same moment, or the end of this one in the middle of it.
  if (luck('twice') < 0.4) world.horizon.run(tenantId, isRederived);
  if (luck('killed') < 0.3) world.horizon.kill(1 + among('step', 12), 100 + among('down', 2_000));
}

function making(turn: Turn): Extract<CommandIntent, { name: 'series.create' }> {
  const { appointmentId: _id, ...visit } = booking(turn, turn.desk).input;
  const adopting = turn.luck('of-a-visit') < 0.25 ? makingOf(turn) : null;
  if (adopting !== null) return adopting;
  const { locationId, serviceId, client, label, notes, phases } = visit;
  const times = recurring(turn);
  const decisions: SeriesDecision[] = turn.luck('decided') < 0.25 ? [decided(turn, times.start)] : [];
  const what = { locationId, serviceId, client, label, notes, phases };
  return { name: 'series.create', input: { seriesId: newSeriesId(turn.desk), ...times, ...what, decisions } };
}

/** The visit's own day is one of theirs, whichever it is. */
const ofItsDay = ['FREQ=DAILY;COUNT=4', 'FREQ=WEEKLY;COUNT=5', 'FREQ=DAILY;INTERVAL=2;COUNT=5', 'FREQ=WEEKLY'];

/** Of a visit that is booked already, which becomes the first date (SR13). */
function makingOf(turn: Turn): Extract<CommandIntent, { name: 'series.create' }> | null {
  const { desk } = turn;
  const booked = [...(desk.process?.view.view.all('appointments').values() ?? [])].filter(
    ({ occurrence, status }) => occurrence === undefined && status === 'booked',
  );
  const visit = booked[turn.among('of', booked.length)];
  if (visit === undefined) return null;
  const { locationId, serviceId, clientIds, label, notes, phases, zone } = visit;
  const [clientId, ...furtherClientIds] = clientIds;
  const rules = [ofItsDay[turn.among('rule', ofItsDay.length)] ?? ''];
  const what = { locationId, serviceId, furtherClientIds, label, notes, phases: [...phases], adopts: visit.id };
  return {
    name: 'series.create',
    input: {
      seriesId: newSeriesId(desk),
      ...{ zone, start: formatWall(wallAt(visit.start, zoneClock(zone))), rules, added: [], excluded: [] },
      ...what,
      client: clientId === undefined ? { kind: 'nobody' } : { kind: 'known', id: clientId },
      decisions: [],
    },
  };
}

/** What a person sees as one series with this one: its other parts, and the visits that it was made of (SR15, SR16). */
function familyOf(turn: Turn, series: BookedSeries): Required<Pick<SeriesChange, 'takes' | 'parts'>> {
  const view = turn.desk.process?.view.view;
  if (view === undefined || turn.luck('family') < 0.3) return { takes: [], parts: [] };
  const family = seriesFamily(series, view.all('series'));
  const takes = family.flatMap(({ exceptions }) => exceptions.map(({ appointmentId }) => appointmentId)).slice(0, 20);
  const others = family.filter((one) => one.id !== series.id && !one.isEnded && soonOf(turn, one).length > 0);
  const parts = others.slice(0, 3).map((one) => ({
    ...{ seriesId: one.id, nextSeriesId: newSeriesId(turn.desk) },
    scope: { kind: 'all' as const },
  }));
  return { takes, parts };
}

function decided(turn: Turn, start: string): SeriesDecision {
  const recurrenceId = dayAfter(start, 1);
  return turn.luck('skip') < 0.5
    ? { kind: 'skip', recurrenceId }
    : { kind: 'shift', recurrenceId, start: pickStart(turn) };
}

function changing(turn: Turn, series: BookedSeries): CommandIntent {
  const { luck, among, desk } = turn;
  const base = { seriesId: series.id, nextSeriesId: newSeriesId(desk), scope: scopeOf(turn, series), decisions: [] };
  const quarters = among('quarters', 9) - 4;
  const shiftMs = luck('days') < 0.3 ? quarters * DAY_MS : quarters * 900_000;
  const { zone: _zone, ...times } = recurring(turn);
  const from = series.phases[0]?.resourceIds[0] ?? '';
  const to = pickResource(turn, 'to');
  const whats: readonly Partial<SeriesChange>[] = [
    { shiftMs },
    { shiftMs },
    { times },
    { notes: `note ${turn.action.index}` },
    { phases: series.phases.map((phase) => ({ ...phase, minutes: 15 * (1 + among('length', 4)) })) },
    from === to ? { label: 'Somebody else' } : { swaps: [{ from, to }], shiftMs },
  ];
  const what = whats[among('what', whats.length)];
  const { takes, parts } = familyOf(turn, series);
  return {
    name: 'series.change',
    input: { ...base, ...what, takes, ...(what?.times === undefined && { parts }) },
  };
}

function scopeOf(turn: Turn, series: BookedSeries): SeriesChange['scope'] {
  const soon = soonOf(turn, series);
  const one = soon[turn.among('cut', soon.length)]?.occurrence;
  return one === undefined || turn.luck('all') < 0.4
    ? { kind: 'all' }
    : { kind: 'following', recurrenceId: one.recurrenceId };
}

function changeOfOne(turn: Turn, one: Appointment): CommandIntent {
  const { luck, among } = turn;
  const { id: appointmentId, start, status } = one;
  const seen = seenPlacement(one);
  const what = luck('one');
  if (what < 0.4) {
    const to = luck('far') < 0.3 ? pickStart(turn) : plusMinutes(start, 15 * (among('by', 9) - 4));
    return { name: 'appointment.move', input: { appointmentId, start: to, swaps: [], seen } };
  }
  if (what < 0.5) {
    const end = plusMinutes(start, 15 * (1 + among('length', 4)));
    return { name: 'appointment.resize', input: { appointmentId, start, end, seen } };
  }
  if (what < 0.7) return { name: 'appointment.cancel', input: { appointmentId, reason: 'ill' } };
  if (what < 0.85) {
    const resourceIds = [...seen.resourceIds];
    return {
      name: 'appointment.change-status',
      input: { appointmentId, to: 'arrived', seenStatus: status, resourceIds },
    };
  }
  const notes = { from: one.notes, to: `${one.notes} once`.slice(-300) };
  return { name: 'appointment.edit-details', input: { appointmentId, notes } };
}

function pickSeries({ desk, among }: Turn): BookedSeries | null {
  const open = [...(desk.process?.view.view.all('series').values() ?? [])].filter(({ isEnded }) => !isEnded);
  return open[among('series', open.length)] ?? null;
}

function pickOccurrence(
  turn: Turn,
  distantShare = 0.1,
): { readonly series: BookedSeries; readonly occurrence: Appointment } | null {
  const series = pickSeries(turn);
  // Now and then beyond what is claimed.
  const daysAhead = turn.luck('distant') < distantShare ? 550 : -1;
  const soon = series === null ? [] : soonOf(turn, series, daysAhead);
  const occurrence = soon[turn.among('occurrence', soon.length)];
  return series === null || occurrence === undefined ? null : { series, occurrence };
}

/** Within what every desk carries; the first few of them, so that several people choose the same. */
function soonOf({ desk }: Turn, series: BookedSeries, daysAhead = -1): readonly Appointment[] {
  const from = instant(desk.now() + daysAhead * DAY_MS);
  return virtualWithin(series, { start: from, end: instant(from + 90 * DAY_MS) }).slice(0, 6);
}
