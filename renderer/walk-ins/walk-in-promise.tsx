import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanningDesk } from '#renderer/appointments/booking/booking-plan.ts';
import { clockTime, type TimeStyle } from '#renderer/appointments/format-time.ts';
import { duration } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { Name } from '#renderer/ui/person-name.tsx';
import type { WalkInPlan } from '#renderer/walk-ins/walk-in-plan.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

type WalkInPromiseProps = {
  readonly plan: WalkInPlan | null;
  readonly isServiceChosen: boolean;
  readonly planning: PlanningDesk;
};

/** "Now · Dr. Chen, Room 2 · until 10:37": what to say to the person at the desk. */
export function WalkInPromise({ plan, isServiceChosen, planning }: WalkInPromiseProps): ReactNode {
  const { t } = useTranslation();
  const style = useTimeStyle(planning.location.zone);
  if (plan === null) {
    return (
      <div className={classes.promise}>{isServiceChosen ? t('walkIns.nothingFree') : t('walkIns.chooseService')}</div>
    );
  }
  const names = [...plan.slot.assignment.filled.values()].flatMap(
    (id) => planning.world.find('resources', id)?.name ?? [],
  );
  return (
    <div className={classes.promise} role="status">
      <span className={classes.promiseWhen} data-wait={plan.waitMinutes > 0}>
        {promiseText(plan, { ...style, t })}
      </span>
      <span className={classes.promiseWho}>
        <Name>{names.join(' · ')}</Name>
        {' · '}
        {t('walkIns.until', { time: clockTime(plan.end, style) })}
      </span>
    </div>
  );
}

/** "now", or "in 12 min (10:25)". */
export function promiseText(
  { waitMinutes, slot }: WalkInPlan,
  { t, ...style }: TimeStyle & { readonly t: TFunction },
): string {
  if (waitMinutes === 0) return t('walkIns.now');
  return t('walkIns.wait', { wait: duration(waitMinutes, style.language), time: clockTime(slot.start, style) });
}
