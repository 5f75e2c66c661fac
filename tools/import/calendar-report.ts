import type { CalendarFile } from '#shared/calendars/read-calendar.ts';
import type { CalendarItem, CalendarPlan } from '#shared/importing/calendar/calendar-plan.ts';
import type { RowOutcome } from '#shared/importing/row-outcome.ts';
import { toIso } from '#shared/time/instant.ts';
import { reasonSentence } from '#tools/import/sentences.ts';

type Outcomes = ReadonlyMap<string, RowOutcome>;

/** What became of each event, and one line of counts that add up, which scripts read. */
export function reportCalendar(file: CalendarFile, plan: CalendarPlan, outcomes: Outcomes): readonly string[] {
  const ends = plan.items.map((item) => ({ item, end: endOf(item, outcomes) }));
  const count = (kind: RowOutcome['kind']): number => ends.filter(({ end }) => end.kind === kind).length;
  const failed = plan.refusals.length + count('refused') + count('not-sent');
  return [
    ...ends.flatMap(({ item, end }) => {
      if (end.kind !== 'refused') return [];
      return [`  line ${item.line} ${printable(item.summary)}: ${reasonSentence(end.refusal.code)}`];
    }),
    ...plan.refusals.map(
      ({ line, summary, code, at }) =>
        `  line ${line} ${printable(summary)}: ${code.replaceAll('-', ' ')} ${printable(at)}`,
    ),
    ...plan.items.flatMap(shortened),
    ...file.problems
      .slice(0, 40)
      .map(({ line, code, at }) => `  note: line ${line}: ${code.replaceAll('-', ' ')} ${printable(at)}`),
    `events ${plan.items.length + plan.refusals.length} = ${count('imported')} imported + ${count('already-there')} already there + ${failed} refused`,
  ];
}

/** What of a rule is not taken. */
function shortened({ line, summary, recurring }: CalendarItem): readonly string[] {
  if (recurring === null) return [];
  const { trimmedAt, horizon, dates } = recurring;
  const last = trimmedAt ?? horizon?.end ?? null;
  if (last === null) return [];
  return [`  note: line ${line} ${printable(summary)}: ${dates} dates, until ${toIso(last).slice(0, 10)}`];
}

/** The first command that failed, else whether any changed anything. */
function endOf({ commands }: CalendarItem, outcomes: Outcomes): RowOutcome {
  const all = commands.map(({ commandId }): RowOutcome => outcomes.get(commandId) ?? { kind: 'not-sent' });
  const failed = all.find(({ kind }) => kind === 'refused' || kind === 'not-sent');
  return failed ?? { kind: all.some(({ kind }) => kind === 'imported') ? 'imported' : 'already-there' };
}

/** A file's own words must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, 80);
}
