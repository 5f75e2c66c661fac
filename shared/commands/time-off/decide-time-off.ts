import { z } from 'zod';
import { type ClaimWindow, defineCommand, managerRoles } from '#shared/commands/command-definition.ts';
import { accept, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { displaceVisits, placeAgain } from '#shared/commands/hours-change.ts';
import { overlayWorld } from '#shared/commands/overlay-world.ts';
import { idSchema, text } from '#shared/lib/text.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { type TimeOff, timeOffClaims, timeOffIntervals } from '#shared/scheduling/time-off.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Interval, overlaps } from '#shared/time/interval.ts';

const schema = z.strictObject({
  timeOffId: idSchema,
  /** The version that the person saw. */
  seenVersion: z.int().min(1),
  /** `requested`: an answer is taken back. */
  state: z.enum(['approved', 'declined', 'requested']),
  note: text(400),
  /** Visits that get their place back when an approval is taken back. */
  restoring: z.array(idSchema).max(2_000),
});
export type DecideTimeOff = z.infer<typeof schema>;

/** A manager's answer. What is approved holds the time; the visits in it wait in the conflict inbox (TO3, TO4). */
export const decideTimeOff = defineCommand({
  name: 'time-off.decide',
  schema,
  roles: managerRoles,
  reads: ({ timeOffId, restoring }) => [
    { collection: 'timeOff', id: timeOffId },
    ...restoring.map((id) => ({ collection: 'appointments' as const, id })),
  ],
  claims: ({ timeOffId, state }, world): readonly ClaimWindow[] => {
    const found = state === 'approved' ? askedFor(timeOffId, world) : null;
    return found === null ? [] : found.intervals.map((span) => ({ ...span, resourceId: found.resource.id }));
  },
  decide,
  invert: ({ timeOffId, seenVersion, state }, before) => {
    const was = before.find('timeOff', timeOffId);
    const found = askedFor(timeOffId, before);
    if (was === null || found === null || was.state === state) return null;
    if (was.state === 'withdrawn') return null;
    const visits = heldIn(found, before).filter(({ holder }) => holder.kind === 'appointment');
    const restoring = state === 'approved' ? [...new Set(visits.map(({ holder }) => holder.id))].slice(0, 2_000) : [];
    const input = { timeOffId, seenVersion: seenVersion + 1, state: was.state, note: was.decisionNote, restoring };
    return { name: 'time-off.decide', input };
  },
});

function decide({ timeOffId, seenVersion, state, note, restoring }: DecideTimeOff, world: World, context: Context) {
  const found = askedFor(timeOffId, world);
  if (found === null) return refuse('unknown-time-off', 'timeOffId');
  const { timeOff } = found;
  if (timeOff.state === state) return accept([]);
  if (timeOff.version !== seenVersion || timeOff.state === 'withdrawn') return refuse('changed-meanwhile');
  if (isOwn(found, context) && context.role !== 'owner') return refuse('own-request');
  const isOpen = state === 'requested';
  const next: TimeOff = {
    ...timeOff,
    version: timeOff.version + 1,
    state,
    claims: [],
    decidedBy: isOpen ? null : context.actorId,
    decidedAt: isOpen ? null : context.now,
    decisionNote: note,
  };
  if (state === 'approved') return approve({ ...found, timeOff: next }, world, context);
  const after = overlayWorld(world);
  after.apply([{ collection: 'timeOff', document: next }]);
  const visits = placeAgain(restoring, after, context);
  return accept([{ collection: 'timeOff', document: next }, ...visits]);
}

type Asked = { readonly timeOff: TimeOff; readonly resource: Resource; readonly intervals: readonly Interval[] };

function askedFor(timeOffId: string, world: World): Asked | null {
  const timeOff = world.find('timeOff', timeOffId);
  const resource = timeOff === null ? null : world.find('resources', timeOff.resourceId);
  const location = resource === null ? null : world.find('locations', resource.locationId);
  if (timeOff === null || resource === null || location === null) return null;
  return { timeOff, resource, intervals: timeOffIntervals(timeOff, location.zone) };
}

function isOwn({ timeOff, resource }: Asked, { actorId }: Context): boolean {
  return timeOff.requestedBy === actorId || resource.personId === actorId;
}

function heldIn({ resource, intervals }: Asked, world: World): readonly HeldClaim[] {
  return intervals.flatMap((span) => world.claimsOn(resource.id, span).filter((claim) => overlaps(claim, span)));
}

function approve(asked: Asked, world: World, context: Context): Decision {
  const { timeOff, resource, intervals } = asked;
  const held = heldIn(asked, world);
  const lost = intervals.map((span) => ({ ...span, resourceId: resource.id }));
  const visits = displaceVisits({ lost, timeOffId: timeOff.id }, world, context);
  const displaced = new Set(visits.map(({ document }) => document.id));
  // What is blocked already stays so. Whom a desk is just booking, and who is there already, is not sent away.
  const blocked = held.filter(({ holder }) => holder.kind === 'block');
  const inTheWay = held.filter(({ holder }) => holder.kind !== 'block' && !displaced.has(holder.id));
  const visible = inTheWay.filter(({ holder, part }) => holder.kind !== 'appointment' && part === 'visit');
  if (visible.length > 0) return refuse('taken', '', visible.slice(0, 10).map(conflictOf));
  const claims = timeOffClaims(resource, intervals, [...blocked, ...inTheWay]);
  return accept([{ collection: 'timeOff', document: { ...timeOff, claims } }, ...visits]);
}

function conflictOf({ resourceId, holder, start, end }: HeldClaim): Conflict {
  const reason = holder.kind === 'lease' ? ('leased' as const) : ('held' as const);
  return { resourceId, reason, holderId: holder.id, start, end };
}
