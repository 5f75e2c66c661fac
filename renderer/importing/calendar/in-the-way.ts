import type { CalendarPlan } from '#shared/importing/calendar/calendar-plan.ts';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import { describeConflicts } from '#renderer/ui/describe-conflicts.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type World = Parameters<typeof describeConflicts>[1];

/** Titles of what files would make, by the ids that their commands give it. */
export type TitlesInFiles = ReadonlyMap<string, string>;

export function titlesInFiles(plans: readonly CalendarPlan[]): TitlesInFiles {
  const titles = new Map<string, string>();
  for (const { items } of plans) {
    for (const { commands, summary } of items) {
      for (const { intent } of commands) {
        if (intent.name === 'block.put') titles.set(intent.input.blockId, summary);
        else if (intent.name === 'appointment.import') titles.set(intent.input.appointmentId, summary);
        else if (intent.name === 'series.create') titles.set(intent.input.seriesId, summary);
      }
    }
  }
  return titles;
}

/** What is booked already, and what else of the files, as far as this desk can tell; empty for neither. */
export function inTheWay(conflicts: readonly Conflict[], world: World, titles: TitlesInFiles): string {
  const titleOf = ({ holderId }: Conflict): string | undefined => {
    if (holderId === null || world.find('appointments', holderId) !== null || world.find('blocks', holderId) !== null)
      return undefined;
    return titles.get(holderId) ?? titles.get(namedOccurrence(holderId)?.seriesId ?? '');
  };
  const own = conflicts.flatMap((conflict) => titleOf(conflict) ?? []);
  const booked = describeConflicts(
    conflicts.filter((conflict) => titleOf(conflict) === undefined),
    world,
  );
  const inFile = [...new Set(own)].slice(0, 3).map((title) => `“${withoutOverrides(title)}”`);
  return [booked, ...inFile].filter((part) => part !== '').join(', ');
}
