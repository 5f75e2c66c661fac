import { z } from 'zod';
import { closedFor, dayOffFor, nearestFree } from '#shared/commands/series/nearest-free.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { conflictSchema } from '#shared/scheduling/conflict.ts';
import { place } from '#shared/scheduling/place.ts';
import { wallTimeSchema } from '#shared/scheduling/recurrence/series.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Instant, instantSchema } from '#shared/time/instant.ts';

const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('clash'), conflicts: z.array(conflictSchema) }),
  /** Outside of the hours of these resources; `location`: of the house. */
  z.strictObject({ kind: z.literal('closed'), whose: z.array(z.string()) }),
  /** The house is shut that whole day, and why, where that is said. */
  z.strictObject({ kind: z.literal('closure'), reason: z.string() }),
  /** A public holiday that the house keeps. */
  z.strictObject({ kind: z.literal('holiday'), name: z.string() }),
  /** Open, and further ahead than this desk carries appointments: only the server can say. */
  z.strictObject({ kind: z.literal('unseen') }),
]);

/** One date of a series that somebody is about to make or change. */
export const previewDateSchema = z.strictObject({
  /** The name by which a decision says what becomes of it. */
  recurrenceId: wallTimeSchema,
  start: instantSchema,
  end: instantSchema,
  /**
   * `gap`: the clocks jump over its time, and it is later, this once; `fold`: they show it twice, and it is the first,
   * `later-fold`: the second, as somebody asked.
   */
  clock: z.enum(['exact', 'gap', 'fold', 'later-fold']),
  state: stateSchema,
  /** For a clash, a closed date, a closure or a holiday: the nearest start that is free and open. */
  nearest: instantSchema.nullable(),
  /** False: what is booked there is not known here, and its state is about the hours alone. */
  isSeen: z.boolean(),
});
export type PreviewDate = Readonly<z.infer<typeof previewDateSchema>>;
export type DateState = PreviewDate['state'];

type Looked = Pick<PreviewDate, 'state' | 'nearest' | 'isSeen'>;

/** What a date meets, in a world that knows all that is booked there. */
export function seenDate(appointment: Appointment, world: World, now: Instant): Looked {
  const found = place(appointment, world, appointment.id);
  const state: DateState =
    found.kind === 'taken'
      ? { kind: 'clash', conflicts: [...found.conflicts] }
      : (hoursState(appointment, world) ?? { kind: 'free' });
  const nearest = state.kind === 'free' ? null : nearestFree(appointment, world, now);
  return { state, nearest, isSeen: true };
}

/** The same in one that knows only when people are there. */
export function unseenDate(appointment: Appointment, world: World): Looked {
  return { state: hoursState(appointment, world) ?? { kind: 'unseen' }, nearest: null, isSeen: false };
}

function hoursState(appointment: Appointment, world: World): DateState | null {
  const whose = closedFor(appointment, world);
  if (whose.length === 0) return null;
  const off = dayOffFor(appointment, world);
  if (off?.kind === 'holiday') return { kind: 'holiday', name: off.name };
  if (off?.kind === 'closure') return { kind: 'closure', reason: off.reason };
  return { kind: 'closed', whose: [...whose] };
}
