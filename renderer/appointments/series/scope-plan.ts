import type { Context } from '#shared/commands/decision.ts';
import { plannedChange, type SeriesChange } from '#shared/commands/series/series-change.ts';
import { stepsOf } from '#shared/commands/series/series-preview.ts';
import type { SeriesScope } from '#shared/commands/series/series-scope.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { World } from '#shared/scheduling/world.ts';
import { type Asking, widenedChange } from '#renderer/appointments/series/widen-intent.ts';

/** Occurrences that a change of the series leaves as they are (SR8). */
export type Staying = { readonly changed: number; readonly cancelled: number; readonly begun: number };

export type ScopePlan = {
  readonly scope: SeriesScope;
  /** What is asked of the series; a cancellation asks for nothing but where it begins. */
  readonly change: SeriesChange;
  /** How many occurrences it is about, as far as two years reach. */
  readonly count: number;
  readonly isMore: boolean;
  readonly staying: Staying;
  /** Why it cannot be meant. */
  readonly refusal: RefusalCode | null;
};

type Sight = { readonly world: World; readonly context: Context };

/** What the change would be about, for one scope. */
export function planScope(asking: Asking, scope: SeriesScope, nextSeriesId: string, sight: Sight): ScopePlan {
  const { seriesId } = asking.appointment.occurrence;
  const change = widenedChange(asking, scope, nextSeriesId) ?? { seriesId, nextSeriesId, scope, decisions: [] };
  const steps = stepsOf({ kind: 'change', input: change }, { ...sight, knownUntil: null });
  if (steps.kind !== 'steps') {
    const none: Staying = { changed: 0, cancelled: 0, begun: 0 };
    return { scope, change, count: 0, isMore: false, staying: none, refusal: steps.refusal.code };
  }
  const staying = stayingOf(change, sight);
  return { scope, change, count: steps.steps.length, isMore: steps.isMore, staying, refusal: null };
}

function stayingOf(change: SeriesChange, { world, context }: Sight): Staying {
  const plan = plannedChange(change, world, context);
  const exceptions = 'kind' in plan ? [] : plan.next.exceptions;
  const statuses = exceptions.flatMap(({ appointmentId }) => world.find('appointments', appointmentId)?.status ?? []);
  const count = (...wanted: readonly string[]): number => statuses.filter((status) => wanted.includes(status)).length;
  return {
    changed: count('booked', 'pending', 'proposed', 'waitlist'),
    cancelled: count('cancelled'),
    begun: count('arrived', 'checked-in', 'fulfilled', 'noshow'),
  };
}
