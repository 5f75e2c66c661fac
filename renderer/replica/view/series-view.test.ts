import { expect, test } from 'vitest';
import { seenPlacement } from '#shared/commands/placement.ts';
import { must } from '#shared/lib/must.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { toIso } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { repeating, weekly, weeklyOn } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { clinicView, command, feedOf, serverVerdict } from '#tests/builders/view.ts';

const day = (date: string): Interval => ({ start: at(`${date}T00:00`), end: at(`${date}T23:00`) });
const next = seriesIdFrom(id('next', 1));

function seriesWorld(): InMemoryWorld {
  const world = clinicWorld();
  world.execute(repeating(), context());
  return world;
}

function shown({ view }: DeskView, date: string): string[] {
  return view.appointmentsIn(day(date)).map(({ start, status }) => `${toIso(start).slice(11, 16)} ${status}`);
}

function move(desk: DeskView, date: string, start: string) {
  const one = must(desk.view.find('appointments', weeklyOn(date)), 'an occurrence');
  const input = { appointmentId: one.id, start: at(start), swaps: [], seen: seenPlacement(one) };
  return command(7, { name: 'appointment.move', input });
}

test('[SR1] a day shows the occurrences of series like any visit, also where no desk carries appointments', () => {
  const desk = clinicView(seriesWorld());
  expect(shown(desk, '2026-12-01')).toEqual(['08:00 booked']);
  expect(shown(desk, '2027-02-09')).toEqual(['08:00 booked']);
  expect(shown(desk, '2027-02-16')).toEqual([]);
  expect(desk.view.claimsOn(clinic.anna, day('2027-02-09'))).toMatchObject([
    { holder: { id: weeklyOn('2027-02-09') } },
  ]);
});

test('an occurrence is the same object until its series changes, so that screens rest', () => {
  const desk = clinicView(seriesWorld());
  const find = () => desk.view.find('appointments', weeklyOn('2026-12-08'));
  const before = find();
  desk.applyReplica([]);
  desk.add(move(desk, '2026-12-01', '2026-12-01T10:00'));
  desk.withdraw(id('cmd', 7));
  expect(find()).toBe(before);
});

test('[SR2] [F27] a moved occurrence is moved at once, is marked as unsent, and stays moved through the verdict', () => {
  const world = seriesWorld();
  const desk = clinicView(world);
  const local = move(desk, '2026-12-01', '2026-12-01T10:00');
  desk.add(local);
  const isPending = (date: string) => desk.view.isPending('appointments', weeklyOn(date));
  expect([shown(desk, '2026-12-01'), isPending('2026-12-01'), isPending('2026-12-08')]).toEqual([
    ['10:00 booked'],
    true,
    false,
  ]);
  desk.decide(new Map([[local.draft.id, serverVerdict(world, local)]]));
  expect([shown(desk, '2026-12-01'), isPending('2026-12-01')]).toEqual([['10:00 booked'], false]);
  // The two documents come with two pulls, in either order.
  const feed = feedOf(world);
  desk.applyReplica(feed.filter(({ collection }) => collection === 'appointments'));
  expect(shown(desk, '2026-12-01')).toEqual(['10:00 booked']);
  desk.applyReplica(feed);
  expect([shown(desk, '2026-12-01'), shown(desk, '2026-12-08')]).toEqual([['10:00 booked'], ['08:00 booked']]);
  expect(desk.openCommandIds().size).toBe(0);
});

test('a refused move puts the occurrence back where its series has it', () => {
  const world = seriesWorld();
  const desk = clinicView(world);
  const local = move(desk, '2026-12-01', '2026-12-01T10:00');
  desk.add(local);
  // On the server somebody else has the place.
  const taken = { appointmentId: id('appt', 5), start: at('2026-12-01T10:00') };
  world.execute(booking(taken), context({ commandId: id('cmd', 500) }));
  const verdict = serverVerdict(world, local);
  expect(verdict.kind).toBe('refused');
  desk.decide(new Map([[local.draft.id, verdict]]));
  expect(shown(desk, '2026-12-01')).toEqual(['08:00 booked']);
  expect(desk.view.all('appointments').size).toBe(0);
});

test('[SR7] a change of what follows is seen at once on every later day, and taken back by one undo', () => {
  const world = seriesWorld();
  const desk = clinicView(world);
  const scope = { kind: 'following' as const, recurrenceId: '2026-12-15T09:00:00' };
  const input = { seriesId: weekly, nextSeriesId: next, scope, shiftMs: 3_600_000, decisions: [] };
  const change = command(8, { name: 'series.change', input });
  const undo = must(change.ready?.invert(desk.view) ?? null, 'it can be undone');
  desk.add(change);
  const days = ['2026-12-08', '2026-12-15', '2027-02-09'];
  expect(days.map((date) => shown(desk, date))).toEqual([['08:00 booked'], ['09:00 booked'], ['09:00 booked']]);
  const [later] = desk.view.appointmentsIn(day('2027-02-09'));
  expect(desk.view.isPending('appointments', later?.id ?? '')).toBe(true);
  desk.add(command(9, undo));
  expect(days.map((date) => shown(desk, date))).toEqual(days.map(() => ['08:00 booked']));
});

test('who follows the appointments hears of a series that changes', () => {
  const desk = clinicView();
  const heard: (readonly ViewChange[])[] = [];
  desk.view.subscribe((changes) => heard.push(changes));
  const before = desk.view.collectionRevision('appointments');
  desk.add(command(1, repeating()));
  expect(heard.flat().map(({ collection }) => collection)).toEqual(['series']);
  expect(desk.view.collectionRevision('appointments')).toBeGreaterThan(before);
});

test('[I8] a series that was made of a visit which is here no more stays in sight until the server has spoken', () => {
  const desk = clinicView(clinicWorld());
  const { input } = repeating();
  const made = { name: 'series.create', input: { ...input, adopts: id('appt', 99) } };
  desk.addAll([command(7, made)]);
  expect(desk.view.find('series', weekly)).not.toBeNull();
  expect(shown(desk, '2026-12-01')).toEqual(['08:00 booked']);
});
