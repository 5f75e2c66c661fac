import { Button } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booking } from '#renderer/appointments/booking/use-booking.ts';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { HoldLine } from '#renderer/appointments/hold/hold-line.tsx';
import { RepeatSum } from '#renderer/appointments/repeat/repeat-sum.tsx';
import type { Repeat } from '#renderer/appointments/repeat/use-repeat.ts';

type BookingFooterProps = {
  readonly booking: Booking;
  readonly saveRef: RefObject<HTMLButtonElement | null>;
  readonly onKeep: () => void;
  readonly style: TimeStyle;
};

/** What is to be pressed last, and what it would do. */
export function BookingFooter({ booking, saveRef, onKeep, style }: BookingFooterProps): ReactNode {
  const { t } = useTranslation();
  const { plan, hold, isSaving, repeat } = booking;
  const isRepeating = repeat.form.frequency !== null;
  const isTaken = !isRepeating && plan?.assignment.kind === 'taken';
  return (
    <>
      {isRepeating && <RepeatSum repeat={repeat} />}
      <HoldLine hold={hold} style={style} />
      <Button
        ref={saveRef}
        type="submit"
        fullWidth
        size="md"
        aria-busy={isSaving}
        variant={isTaken || booking.isUnclear || (isRepeating && repeat.counts.open > 0) ? 'light' : 'filled'}
      >
        {isRepeating ? <RepeatSave repeat={repeat} /> : t('appointments.booking.save')}
      </Button>
      {isTaken && (
        <Button type="button" variant="subtle" color="gray" size="compact-sm" onClick={onKeep}>
          {t('appointments.booking.keep')}
        </Button>
      )}
    </>
  );
}

function RepeatSave({ repeat: { form, rule, shown, counts } }: { readonly repeat: Repeat }): ReactNode {
  const { t } = useTranslation();
  if (rule === null) return t('appointments.booking.save');
  if (shown.isChecking && shown.preview === null) return t('appointments.repeat.checking');
  if (form.ends === 'never' || counts.all === 0) return t('appointments.repeat.saveOpen');
  return t('appointments.repeat.save', { count: counts.all - counts.skipped });
}
