import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serviceMinutes } from '#shared/scheduling/service.ts';
import { minutesBetween } from '#shared/time/instant.ts';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import type { Booking } from '#renderer/appointments/booking/use-booking.ts';
import { ClashNote } from '#renderer/appointments/clash-list.tsx';
import { duration } from '#renderer/appointments/format-time.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { namesOf } from '#renderer/appointments/repeat/why-not.ts';
import { SaveProblem } from '#renderer/appointments/save-problem.tsx';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** What speaks against the booking as it stands: hard first, then soft. */
export function BookingNotes({
  booking,
  draft,
}: {
  readonly booking: Booking;
  readonly draft: BookingDraft;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const { plan, problem, desk } = booking;
  const style = useTimeStyle(desk.location.zone);
  // The list of dates says what is in the way of each, and which are outside of hours.
  const isRepeating = booking.repeat.form.frequency !== null;
  const isTaken = !isRepeating && plan?.assignment.kind === 'taken';
  return (
    <>
      {isTaken && <ClashNote conflicts={plan.assignment.conflicts} style={style} />}
      {plan?.assignment.kind === 'short' && <NoteLine tone="bad">{t('appointments.seat.short')}</NoteLine>}
      {/* The live clash already says why a taken booking was not saved. */}
      {!(isTaken && problem?.kind === 'taken') && (
        <SaveProblem problem={problem} style={style} hold={booking.hold.state} />
      )}
      {plan !== null && plan.end <= desk.now && <NoteLine tone="warn">{t('appointments.when.past')}</NoteLine>}
      {!isRepeating && plan?.isOutsideHours === true && (
        <NoteLine tone="warn">{t('appointments.when.outsideHours', { place: desk.location.name })}</NoteLine>
      )}
      {!isRepeating && plan !== null && plan.offDutyIds.length > 0 && (
        <NoteLine tone="warn">
          {t('appointments.when.offDuty', { names: withoutOverrides(namesOf(plan.offDutyIds, desk.world, t)) })}
        </NoteLine>
      )}
      <SelectedLength booking={booking} draft={draft} language={i18n.language} />
    </>
  );
}

/** A stretch that was selected on the timeline and is not as long as the service: offered, never assumed. */
function SelectedLength({
  booking,
  draft,
  language,
}: {
  readonly booking: Booking;
  readonly draft: BookingDraft;
  readonly language: string;
}): ReactNode {
  const { t } = useTranslation();
  const { plan, form, change } = booking;
  if (plan === null || draft.start === undefined || draft.end === undefined) return null;
  const selected = Math.round(minutesBetween(draft.start, draft.end));
  const usual = serviceMinutes(plan.service);
  if (selected === usual || selected < 1 || selected > 1440) return null;
  const isTaken = form.minutes === selected;
  return (
    <div className={classes.chips}>
      <span className={classes.hint}>{t('appointments.booking.selected')}</span>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={isTaken}
        onClick={() => change({ minutes: isTaken ? null : selected })}
      >
        {duration(selected, language)}
      </button>
    </div>
  );
}
