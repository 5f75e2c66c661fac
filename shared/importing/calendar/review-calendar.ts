import { readyCommand } from '#shared/commands/decide.ts';
import { type Change, type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { type OverlayWorld, overlayWorld } from '#shared/commands/overlay-world.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { CalendarItem, CalendarTarget } from '#shared/importing/calendar/calendar-plan.ts';
import { type ClosedDates, closedDates } from '#shared/importing/calendar/closed-dates.ts';
import type { PlannedCommand } from '#shared/importing/import-plan.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { World } from '#shared/scheduling/world.ts';

/**
 * `here`: the import changes nothing; `absent`: it is cancelled in the file, and was never here; `removed`: it was, and
 * goes; `clash`: its time is taken and it stays out.
 */
export const eventStates = ['new', 'changed', 'removed', 'here', 'absent', 'clash', 'refused'] as const;
export type EventState = (typeof eventStates)[number];

/** What would become of one event, as far as is known here. */
export type ReviewedEvent = {
  readonly item: CalendarItem;
  readonly state: EventState;
  /** Of what the import would be refused; null where it would not. */
  readonly refusal: Refusal | null;
  /** Dates whose time is taken. Visits of a series go to the conflict inbox, everything else stays out. */
  readonly taken: { readonly dates: number; readonly conflicts: readonly Conflict[]; readonly isInInbox: boolean };
  /** Dates outside of the hours of the resource. Nobody minds blocks there. */
  readonly closed: ClosedDates;
};

export type CalendarReview = {
  /** The service and the like; before anything else. */
  prepare(commands: readonly PlannedCommand[]): void;
  /** One event. What is left out is judged too, and takes no time from the ones after it. */
  judge(item: CalendarItem, how: { readonly target: CalendarTarget; readonly isLeftOut: boolean }): ReviewedEvent;
};

type Judging = Omit<Context, 'commandId'>;

/** Judges an import as the server would, event by event in their order, and keeps it to itself. */
export function startCalendarReview(base: World, context: Judging): CalendarReview {
  const world = overlayWorld(base);
  return {
    prepare: (commands) => {
      for (const command of commands) decided(command, world, context);
    },
    judge: (item, { target, isLeftOut }) =>
      reviewed(item, isLeftOut ? overlayWorld(world) : world, { target, context }),
  };
}

function decided({ commandId, intent }: PlannedCommand, world: OverlayWorld, context: Judging): Decision {
  const ready = readyCommand(intent);
  if (!ready.ok) return refuse(ready.refusal.code, ready.refusal.field);
  const decision = ready.command.decide(world, { ...context, commandId });
  if (decision.kind !== 'refused') world.apply(decision.changes);
  return decision;
}

type How = { readonly target: CalendarTarget; readonly context: Judging };

function reviewed(item: CalendarItem, world: OverlayWorld, { target, context }: How): ReviewedEvent {
  const wasHere = item.commands.some(({ intent }) => isThere(intent, world));
  const decisions = item.commands.map((command) => decided(command, world, context));
  const changes = decisions.flatMap((one) => (one.kind === 'refused' ? [] : one.changes));
  const refusals = decisions.flatMap((one) => (one.kind === 'refused' ? [one.refusal] : []));
  const clashes = refusals.filter(({ code }) => code === 'taken');
  const displaced = displacements(changes);
  const state = stateOf(item, { wasHere, changes: changes.length, refusals });
  const refusal = refusals.find(({ code }) => code !== 'already-exists') ?? null;
  return {
    item,
    state,
    refusal,
    taken: {
      dates: clashes.length + displaced.length,
      conflicts: [...clashes.flatMap(({ conflicts }) => conflicts), ...displaced.flat()],
      isInInbox: displaced.length > 0,
    },
    closed: closedDates(state === 'new' || state === 'changed' ? changes : [], { target, now: context.now }),
  };
}

type Found = { readonly wasHere: boolean; readonly changes: number; readonly refusals: readonly Refusal[] };

function stateOf(item: CalendarItem, { wasHere, changes, refusals }: Found): EventState {
  if (changes > 0) return item.isCancelled ? 'removed' : wasHere ? 'changed' : 'new';
  if (item.isCancelled) return 'absent';
  const real = refusals.filter(({ code }) => code !== 'already-exists');
  if (real.length === 0) return 'here';
  return real.every(({ code }) => code === 'taken') ? 'clash' : 'refused';
}

/** Whether what the command makes is there already, in some state. */
function isThere({ name, input }: CommandIntent, world: World): boolean {
  if (name === 'block.put') return world.find('blocks', input.blockId) !== null;
  if (name === 'appointment.import') return (world.find('appointments', input.appointmentId)?.version ?? 0) > 0;
  return name === 'series.cancel' || name === 'block.remove' || name === 'appointment.cancel';
}

function displacements(changes: readonly Change[]): readonly (readonly Conflict[])[] {
  return changes.flatMap((change) =>
    change.collection === 'appointments' && change.document.displacement !== null
      ? [change.document.displacement.conflicts]
      : [],
  );
}
