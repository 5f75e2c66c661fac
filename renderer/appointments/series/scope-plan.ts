import type { Context } from '#shared/commands/decision.ts';
import { plannedChange, type PlannedPart } from '#shared/commands/series/plan-change.ts';
import type { SeriesCancel } from '#shared/commands/series/series-cancel.ts';
import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import { stepsOf } from '#shared/commands/series/series-preview.ts';
import type { SeriesScope } from '#shared/commands/series/series-scope.ts';
import type { RefusalCode } from '#shared/commands/refusal.ts';
import { nextOccurrences } from '#shared/scheduling/recurrence/occurrences.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import type { World } from '#shared/scheduling/world.ts';
import { mustBeWall } from '#shared/time/wall.ts';
import {
  adoptedIds,
  type Family,
  partsOfChange,
  type ScopePart,
  scopeParts,
} from '#renderer/appointments/series/scope-parts.ts';
import { type Asking, widenedChange } from '#renderer/appointments/series/widen-intent.ts';

/** Occurrences that a change of the series leaves as they are (SR8). */
export type Staying = { readonly changed: number; readonly cancelled: number; readonly begun: number };

export type ScopePlan = {
  readonly scope: SeriesScope;
  /** What is asked of the series; a cancellation asks for nothing but where it begins. */
  readonly change: SeriesChange;
  /** How many dates it is about, as far as two years reach. */
  readonly count: number;
  readonly isMore: boolean;
  readonly staying: Staying;
  /** Why it cannot be meant. */
  readonly refusal: RefusalCode | null;
};

type Sight = { readonly world: World & Family; readonly context: Context };
type Planning = Sight & {
  /** The id under which a series goes on; the same one each time. */
  readonly idFor: (seriesId: string) => string;
};

/** What the change would be about, for one scope, in every part of what the person sees as one series (SR16). */
export function planScope(asking: Asking, scope: SeriesScope, planning: Planning): ScopePlan {
  const { seriesId } = asking.appointment.occurrence;
  const { world, context, idFor } = planning;
  const base = { seriesId, nextSeriesId: idFor(seriesId), scope, decisions: [] };
  const own: SeriesChange = widenedChange(asking, scope, base.nextSeriesId) ?? base;
  const series = world.find('series', seriesId);
  const parts = series === null ? [] : scopeParts(series, scope, { world, now: context.deskTime });
  const change = withFamily(own, parts, { asking, planning });
  const steps = stepsOf({ kind: 'change', input: change }, { world, context, knownUntil: null });
  if (steps.kind !== 'steps') {
    const none: Staying = { changed: 0, cancelled: 0, begun: 0 };
    return { scope, change, count: 0, isMore: false, staying: none, refusal: steps.refusal.code };
  }
  const staying = stayingOf(change, planning);
  return { scope, change, count: steps.steps.length, isMore: steps.isMore, staying, refusal: null };
}

type Asked = { readonly asking: Asking; readonly planning: Planning };

/** The change with all that it means besides: other parts, and the visits that they were made of. */
function withFamily(own: SeriesChange, all: readonly ScopePart[], { asking, planning }: Asked): SeriesChange {
  const { world, context, idFor } = planning;
  const isLength = asking.intent.name === 'appointment.resize';
  const parts = partsOfChange(all.slice(1), own, { isLength, idFor });
  const takes = adoptedIds(all, world);
  const plan = plannedChange({ ...own, parts, takes }, world, context);
  if ('kind' in plan) return { ...own, ...(parts.length > 0 && { parts }) };
  // Where nothing is left but what stays as it is, a change would only make another series of it.
  const isMeant = (part: PlannedPart): boolean => asking.intent.name === 'appointment.cancel' || hasDates(part);
  const meantIds = new Set(plan.parts.filter(isMeant).map(({ kept }) => kept.id));
  const meant = parts.filter(({ seriesId }) => meantIds.has(seriesId));
  const visitIds = plan.parts.flatMap(({ visits }) => visits.map(({ id }) => id));
  return { ...own, ...(meant.length > 0 && { parts: meant }), ...(visitIds.length > 0 && { takes: visitIds }) };
}

function hasDates({ next, visits }: PlannedPart): boolean {
  const found = nextOccurrences(virtualPattern(next), mustBeWall(next.start), 1);
  return visits.length > 0 || (found.ok && found.value.occurrences.length > 0);
}

/** The same said of a cancellation, which asks for nothing else. */
export function cancelOf({ change }: ScopePlan): Pick<SeriesCancel, 'seriesId' | 'takes' | 'parts'> {
  const { seriesId, takes, parts } = change;
  return {
    seriesId,
    ...(takes && { takes }),
    ...(parts && { parts: parts.map((part) => ({ seriesId: part.seriesId, scope: part.scope })) }),
  };
}

function stayingOf(change: SeriesChange, { world, context }: Sight): Staying {
  const plan = plannedChange(change, world, context);
  const parts = 'kind' in plan ? [] : plan.parts;
  const statuses = parts.flatMap(({ next, visits }) => {
    const taken = new Set(visits.map(({ id }) => id));
    const staying = next.exceptions.filter(({ appointmentId }) => !taken.has(appointmentId));
    return staying.flatMap(({ appointmentId }) => world.find('appointments', appointmentId)?.status ?? []);
  });
  const count = (...wanted: readonly string[]): number => statuses.filter((status) => wanted.includes(status)).length;
  return {
    changed: count('booked', 'pending', 'proposed', 'waitlist'),
    cancelled: count('cancelled'),
    begun: count('arrived', 'checked-in', 'fulfilled', 'noshow'),
  };
}
