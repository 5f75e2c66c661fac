import { randomUUID } from 'node:crypto';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { OwnHold } from '#shared/replication/holds.ts';
import { must } from '#shared/lib/must.ts';
import type { SeenPlacement } from '#shared/commands/placement.ts';
import { repeating } from '#tests/builders/booked-series.ts';
import { booking } from '#tests/builders/booking.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { holdWish, ownHold } from '#tests/builders/hold.ts';
import { type CanaryClinic, ownResource } from '#tests/server/isolation/canary-clinic.ts';

export type Visit = { readonly appointmentId: string; readonly seen: SeenPlacement; readonly bookedBy: string };

/** Things that are in a clinic, new ones each time, so that each can be asked for once. */
export async function aVisit(of: CanaryClinic, start = of.freshTime()): Promise<Visit> {
  const appointmentId = randomUUID();
  const bookedBy = await of.did(booking({ appointmentId, start, label: of.canary, notes: of.canary }));
  const seen = { start, end: plusMinutes(start, 30), resourceIds: [clinic.anna, clinic.room1] };
  return { appointmentId, seen, bookedBy };
}

export async function aDisplacedVisit(of: CanaryClinic): Promise<Visit> {
  const { seen } = await aVisit(of);
  return aVisit(of, seen.start);
}

export async function aBlock(of: CanaryClinic): Promise<string> {
  const blockId = randomUUID();
  const start = of.freshTime();
  const span = { resourceId: clinic.anna, start, end: plusMinutes(start, 30) };
  await of.did({ name: 'block.put', input: { blockId, ...span, kind: 'other', reason: of.canary } });
  return blockId;
}

/** On two days, with nobody else. */
export function aSeriesToBe(of: CanaryClinic, label = '') {
  return repeating({
    seriesId: seriesIdFrom(randomUUID()),
    label,
    phases: [{ minutes: 30, resourceIds: [clinic.ben, clinic.room2] }],
    start: `${of.freshDate()}T09:00:00`,
    rules: ['FREQ=DAILY;COUNT=2'],
  }).input;
}

export async function aSeries(of: CanaryClinic): Promise<ReturnType<typeof aSeriesToBe>> {
  const input = aSeriesToBe(of, of.canary);
  await of.did({ name: 'series.create', input });
  return input;
}

export function aTimeOffToBe(of: CanaryClinic, note = '') {
  const date = of.freshDate();
  const days = { resourceId: ownResource, fromDate: date, toDate: date, hours: null };
  return { timeOffId: randomUUID(), ...days, kind: 'vacation' as const, note };
}

/** For the practitioner, asked for by reception: so it is for managers to answer, and for all of them to take back. */
export async function aTimeOff(of: CanaryClinic): Promise<string> {
  const input = aTimeOffToBe(of, of.canary);
  await of.did({ name: 'time-off.request', input }, 'receptionist');
  return input.timeOffId;
}

export async function aHold(of: CanaryClinic): Promise<OwnHold> {
  const wish = holdWish({ actorId: of.people.owner, start: of.freshTime() });
  must((await of.authority.holds.place(of.desk, wish)).kind === 'held' || null, 'it is held');
  return ownHold(wish);
}

export async function aFeed(of: CanaryClinic): Promise<string> {
  const wish = { scope: { kind: 'resource', id: clinic.anna }, telling: 'names', language: 'en' } as const;
  const created = await of.authority.calendars.createFeed(of.desk, { ...wish, actorId: of.people.owner });
  return must(created.kind === 'created' ? created.feed.id : null, 'a feed');
}

/** Of time that is kept for the desk. */
export async function aSlice(of: CanaryClinic): Promise<LeaseSlice> {
  const { leases } = await of.authority.renewLeases(of.desk);
  const lease = must(leases[0], 'a lease');
  return { leaseId: lease.id, start: lease.start, end: plusMinutes(lease.start, 1) };
}
