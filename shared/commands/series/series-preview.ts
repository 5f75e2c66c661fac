import { type Context, type Decision } from '#shared/commands/decision.ts';
import type { Refusal } from '#shared/commands/refusal.ts';
import { askedSides } from '#shared/commands/series/asked-sides.ts';
import { withoutSeries } from '#shared/commands/series/other-claims.ts';
import { askedTimes, keptIds, plannedChange, type PlannedPart } from '#shared/commands/series/plan-change.ts';
import type { SeriesChange } from '#shared/commands/series/series-change.ts';
import { newSeries, seriesFault, type SeriesCreate } from '#shared/commands/series/series-create.ts';
import { type PreviewDate, seenDate, unseenDate } from '#shared/commands/series/preview-date.ts';
import { firstStart } from '#shared/commands/series/series-terms.ts';
import { MOST_YEARS_AHEAD } from '#shared/scheduling/recurrence/limits.ts';
import { type Occurrence, occurrencesWithin } from '#shared/scheduling/recurrence/occurrences.ts';
import { reviewSeries } from '#shared/scheduling/recurrence/review-series.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { BookedSeries } from '#shared/scheduling/series/booked-series.ts';
import { virtualPattern } from '#shared/scheduling/series/series-pattern.ts';
import { appointmentOf } from '#shared/scheduling/series/virtual-occurrences.ts';
import type { World } from '#shared/scheduling/world.ts';
import { resolveWall } from '#shared/time/wall-clock.ts';
import { zoneClock } from '#shared/time/zone-clock.ts';
import { type Instant, instant } from '#shared/time/instant.ts';
import { formatWall, mustBeWall } from '#shared/time/wall.ts';

/** What somebody is about to do. */
export type SeriesAsk =
  | { readonly kind: 'create'; readonly input: SeriesCreate }
  | { readonly kind: 'change'; readonly input: SeriesChange };

export type SeriesPreview =
  | {
      readonly kind: 'dates';
      readonly dates: readonly PreviewDate[];
      /** There are more, two years ahead or later. */ readonly isMore: boolean;
    }
  /** It may be taken with these rules, which end earlier: so many dates. */
  | {
      readonly kind: 'trim-offered';
      readonly refusal: Refusal;
      readonly rules: readonly string[];
      readonly occurrences: number;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Sight = {
  readonly world: World;
  readonly context: Context;
  /** Up to when the world knows all appointments; null: always. */
  readonly knownUntil: Instant | null;
};

/** The same a date at a time: for a screen that must not stop while 730 dates are looked at. */
export type PreviewSteps =
  | Exclude<SeriesPreview, { kind: 'dates' }>
  | {
      readonly kind: 'steps';
      readonly steps: readonly PreviewStep[];
      readonly isMore: boolean;
      /** The series whose dates these are. */
      readonly drafts: readonly BookedSeries[];
    };

export type PreviewStep = { readonly start: Instant; readonly end: Instant; look(): PreviewDate };

/** What would become of each date of a new series (SR11). */
export function previewCreate(input: SeriesCreate, sight: Sight): SeriesPreview {
  return allSteps(stepsOfCreate(input, sight));
}

/** The same for a change of a series: of what goes on from its cut. */
export function previewChange(input: SeriesChange, sight: Sight): SeriesPreview {
  return allSteps(stepsOfChange(input, sight));
}

export function stepsOf(ask: SeriesAsk, sight: Sight): PreviewSteps {
  return ask.kind === 'create' ? stepsOfCreate(ask.input, sight) : stepsOfChange(ask.input, sight);
}

function stepsOfCreate(input: SeriesCreate, sight: Sight): PreviewSteps {
  const draft = newSeries(input, sight.world, sight.context);
  const fault = seriesFault(draft, input, sight.world);
  if (fault !== null) return refusedPreview(fault, draft);
  return stepsOfDraft(draft, sight.world, { ...sight, asked: askedSides(input) });
}

function stepsOfChange(input: SeriesChange, sight: Sight): PreviewSteps {
  const plan = plannedChange(input, sight.world, sight.context);
  if ('kind' in plan) return refusedPreview(plan, null);
  const { parts } = plan;
  const ids = parts.flatMap(({ kept, next }) => [kept.id, next.id]);
  const visits = parts.flatMap((part) => part.visits);
  const others = withoutVisits(withoutSeries(sight.world, ids, keptIds(parts)), visits);
  const each = parts.map((part) => stepsOfPart(part, others, { sight, input }));
  const steps = each.flatMap((one) => (one.kind === 'steps' ? one.steps : []));
  return {
    kind: 'steps',
    steps: steps.toSorted((a, b) => a.start - b.start),
    isMore: each.some((one) => one.kind === 'steps' && one.isMore),
    drafts: parts.map(({ next }) => next),
  };
}

type Changing = { readonly sight: Sight; readonly input: SeriesChange };

/** The dates of what goes on, and those of visits that go with it. */
function stepsOfPart({ next, visits }: PlannedPart, others: World, { sight, input }: Changing): PreviewSteps {
  const asked = askedTimes(input, next);
  const steps = stepsOfDraft(next, others, { ...sight, asked: asked === undefined ? new Map() : askedSides(asked) });
  if (steps.kind !== 'steps') return steps;
  return { ...steps, steps: [...steps.steps, ...visits.flatMap((visit) => stepOfVisit(visit, others, sight))] };
}

function stepOfVisit(visit: Appointment, others: World, { context, knownUntil }: Sight): readonly PreviewStep[] {
  const { occurrence, start, end, zone } = visit;
  if (occurrence === undefined) return [];
  const { recurrenceId } = occurrence;
  const clock = resolveWall(mustBeWall(recurrenceId), zoneClock(zone)).kind;
  const look = (): PreviewDate => {
    const isSeen = knownUntil === null || end <= knownUntil;
    const looked = isSeen ? seenDate(visit, others, context.now) : unseenDate(visit, others);
    return { ...{ recurrenceId, start, end, clock }, ...looked };
  };
  return [{ start, end, look }];
}

/** Without what visits hold that give way to where they go. */
function withoutVisits(world: World, visits: readonly Appointment[]): World {
  const ids = new Set(visits.map(({ id }) => id));
  return {
    find: (collection, id) => world.find(collection, id),
    claimsOn: (resourceId, window) => world.claimsOn(resourceId, window).filter(({ holder }) => !ids.has(holder.id)),
  };
}

function allSteps(preview: PreviewSteps): SeriesPreview {
  if (preview.kind !== 'steps') return preview;
  return { kind: 'dates', dates: preview.steps.map((step) => step.look()), isMore: preview.isMore };
}

function refusedPreview(decision: Decision, draft: BookedSeries | null): PreviewSteps {
  if (decision.kind !== 'refused') return noSteps;
  const { refusal } = decision;
  const review = draft === null ? null : reviewSeries(virtualPattern(draft));
  if (review?.kind !== 'trim-offered') return { kind: 'refused', refusal };
  return { kind: 'trim-offered', refusal, rules: review.trimmed.rules, occurrences: review.occurrences };
}

const MOST_AHEAD_MS = MOST_YEARS_AHEAD * 365 * 86_400_000;
const noSteps: PreviewSteps = { kind: 'steps', steps: [], isMore: false, drafts: [] };

type AskedSight = Sight & { readonly asked: ReadonlyMap<string, Instant> };

function stepsOfDraft(draft: BookedSeries, world: World, { context, knownUntil, asked }: AskedSight): PreviewSteps {
  const start = firstStart(draft);
  const page = occurrencesWithin(virtualPattern(draft), { start, end: instant(start + MOST_AHEAD_MS) });
  if (!page.ok) return noSteps;
  const steps = page.value.occurrences.map((found): PreviewStep => {
    const one = onAskedSide(found, asked);
    const clock = one !== found && found.kind === 'fold' ? 'later-fold' : one.kind;
    const base = { recurrenceId: formatWall(one.recurrenceId), start: one.start, end: one.end, clock } as const;
    const look = (): PreviewDate => {
      const appointment = appointmentOf(draft, one);
      const isSeen = knownUntil === null || one.end <= knownUntil;
      return { ...base, ...(isSeen ? seenDate(appointment, world, context.now) : unseenDate(appointment, world)) };
    };
    return { start: one.start, end: one.end, look };
  });
  return { kind: 'steps', steps, isMore: page.value.next !== null, drafts: [draft] };
}

function onAskedSide(one: Occurrence, asked: ReadonlyMap<string, Instant>): Occurrence {
  const start = asked.get(formatWall(one.recurrenceId));
  return start === undefined ? one : { ...one, start, end: instant(start + (one.end - one.start)) };
}
