import type { RefusalCode } from '#shared/commands/refusal.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { CalendarItem, CalendarPlan, CalendarRefusalCode } from '#shared/importing/calendar/calendar-plan.ts';
import type { RowOutcome } from '#shared/importing/row-outcome.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

/** Something of the file that did not come in: an event, or one date of one. */
export type LeftOut = {
  readonly line: number;
  readonly summary: string;
  readonly why: 'clash' | 'refused' | 'not-sent';
  readonly code: CalendarRefusalCode | RefusalCode | 'not-sent';
  /** What of the file is at fault; empty for none. */
  readonly at: string;
  /** Null where it could not be read, or is of many dates. */
  readonly time: Interval | null;
  readonly conflicts: readonly Conflict[];
};

/** `events` is the sum of the six after it. */
export type CalendarReport = {
  readonly events: number;
  readonly imported: number;
  readonly alreadyThere: number;
  /** Cancelled in the file, and never here. */
  readonly absent: number;
  /** Left out by the person. */
  readonly skipped: number;
  /** Nothing of them came in. */
  readonly leftOut: number;
  readonly notSent: number;
  /** In the order of the file. */
  readonly rows: readonly LeftOut[];
};

type Ended = { readonly outcomes: ReadonlyMap<string, RowOutcome>; readonly skipped: ReadonlySet<number> };

/** Adds up an import. @param skipped by line. A command without an outcome was not sent. */
export function calendarReport(plan: CalendarPlan, { outcomes, skipped }: Ended): CalendarReport {
  const chosen = plan.items.filter(({ line }) => !skipped.has(line));
  const absent = chosen.filter(({ isCancelled, commands }) => isCancelled && commands.length === 0).length;
  const ends = chosen.map((item) => endOf(item, outcomes));
  const count = (kind: RowOutcome['kind']): number => ends.filter((one) => one === kind).length;
  const unread = plan.refusals.map((one): LeftOut => ({ ...one, why: 'refused', time: null, conflicts: [] }));
  const rows = [...unread, ...chosen.flatMap((item) => leftOutOf(item, outcomes))];
  return {
    events: plan.items.length + plan.refusals.length,
    imported: count('imported'),
    alreadyThere: count('already-there') - absent,
    absent,
    skipped: plan.items.length - chosen.length,
    leftOut: plan.refusals.length + count('refused'),
    notSent: count('not-sent'),
    rows: rows.toSorted((a, b) => a.line - b.line),
  };
}

/** Something came in; else what kept it out; else it was here. */
function endOf({ commands }: CalendarItem, outcomes: Ended['outcomes']): RowOutcome['kind'] {
  const kinds = commands.map(({ commandId }) => outcomes.get(commandId)?.kind ?? 'not-sent');
  const first = (['imported', 'refused', 'not-sent'] as const).find((kind) => kinds.includes(kind));
  return first ?? 'already-there';
}

function leftOutOf(
  { line, summary, commands, ...item }: CalendarItem,
  outcomes: Ended['outcomes'],
): readonly LeftOut[] {
  const rows = commands.flatMap(({ commandId, intent }): readonly LeftOut[] => {
    const outcome = outcomes.get(commandId) ?? { kind: 'not-sent' };
    const base = { line, summary, at: '', time: timeOf(intent) ?? item };
    if (outcome.kind === 'not-sent') return [{ ...base, why: 'not-sent', code: 'not-sent', conflicts: [] }];
    if (outcome.kind !== 'refused') return [];
    const { code, conflicts } = outcome.refusal;
    return [{ ...base, why: code === 'taken' ? 'clash' : 'refused', code, conflicts }];
  });
  // An import that was stopped says of an event once that it was.
  const firstNotSent = rows.find(({ why }) => why === 'not-sent');
  return rows.filter((row) => row.why !== 'not-sent' || row === firstNotSent);
}

function timeOf({ name, input }: CommandIntent): Interval | null {
  if (name === 'block.put') return { start: input.start, end: input.end };
  return name === 'appointment.import' ? { start: input.start, end: plusMinutes(input.start, input.minutes) } : null;
}
