import type { TFunction } from 'i18next';
import type { PreviewDate } from '#shared/commands/series/preview-date.ts';
import { describeConflicts, type Holders } from '#renderer/ui/describe-conflicts.ts';

/** What is in the way of a date, which holiday it is, why the house is shut, or whose hours it is outside of. */
export function whyNot({ state }: Pick<PreviewDate, 'state'>, holders: Holders, t: TFunction): string {
  switch (state.kind) {
    case 'clash':
      return describeConflicts(state.conflicts, holders);
    case 'holiday':
      return state.name;
    case 'closure':
      return state.reason || t('appointments.repeat.why.closed');
    case 'closed':
      return state.whose.includes('location')
        ? t('appointments.repeat.why.closed')
        : t('appointments.repeat.why.offDuty', { names: namesOf(state.whose, holders, t) });
    case 'free':
    case 'unseen':
      return '';
  }
}

/** Of resources, as they are called now; those that nobody knows any more are left out. */
export function namesOf(resourceIds: readonly string[], holders: Pick<Holders, 'find'>, t: TFunction): string {
  const names = resourceIds.flatMap((id) => holders.find('resources', id)?.name ?? []);
  return names.join(t('appointments.repeat.skipped.join'));
}
