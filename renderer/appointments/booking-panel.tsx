import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '#shared/scheduling/location.ts';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import { wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { chosenSeats } from '#renderer/appointments/booking/booking-plan.ts';
import { BookingFooter } from '#renderer/appointments/booking/booking-footer.tsx';
import { BookingNotes } from '#renderer/appointments/booking/booking-notes.tsx';
import { NotesAndSource } from '#renderer/appointments/booking/notes-and-source.tsx';
import { useBooking } from '#renderer/appointments/booking/use-booking.ts';
import { bookedText, repeatedText } from '#renderer/appointments/booking/booked-text.ts';
import { ClientField } from '#renderer/appointments/fields/client-field.tsx';
import { ClockNotes } from '#renderer/appointments/fields/clock-notes.tsx';
import { focusFault } from '#renderer/appointments/fields/focus-fault.ts';
import { NewClientPhone } from '#renderer/appointments/fields/new-client-phone.tsx';
import { SeatFields } from '#renderer/appointments/fields/seat-fields.tsx';
import { ServiceField } from '#renderer/appointments/fields/service-field.tsx';
import { WhenFields } from '#renderer/appointments/fields/when-fields.tsx';
import { NextFreeChips } from '#renderer/appointments/next-free-chips.tsx';
import { NoLocation } from '#renderer/appointments/no-location.tsx';
import { PanelFrame } from '#renderer/appointments/panel-frame.tsx';
import classes from '#renderer/appointments/panel-frame.module.css';
import { RepeatSection } from '#renderer/appointments/repeat/repeat-section.tsx';
import { useAfterCheck } from '#renderer/appointments/repeat/use-after-check.ts';
import { firstOccurrenceId } from '#renderer/appointments/repeat/use-repeat.ts';
import { useFocusOnOpen } from '#renderer/appointments/use-focus-on-open.ts';
import { usePanelLocation } from '#renderer/appointments/use-panel-location.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

export type BookingPanelProps = {
  readonly draft: BookingDraft;
  readonly onClose: () => void;
  readonly onBooked: (appointmentId: string) => void;
};

/** Books a visit: whom, what, then Enter; the next free time is there already unless a slot was chosen. */
export function BookingPanel(props: BookingPanelProps): ReactNode {
  const { t } = useTranslation();
  const location = usePanelLocation(props.draft);
  if (location === null) return <NoLocation title={t('appointments.booking.title')} onClose={props.onClose} />;
  return <BookingFormPanel {...props} location={location} />;
}

function BookingFormPanel({
  draft,
  onClose,
  onBooked,
  location,
}: BookingPanelProps & { readonly location: Location }): ReactNode {
  const { t, i18n } = useTranslation();
  const { view } = useDesk();
  const tell = useSubmissionNotice();
  const booking = useBooking(draft, location);
  const { form, plan, change, repeat } = booking;
  const [isAsked, setIsAsked] = useState(false);
  const clientRef = useRef<HTMLInputElement>(null);
  const phoneRef = useRef<HTMLInputElement>(null);
  const serviceRef = useRef<HTMLInputElement>(null);
  const saveRef = useRef<HTMLButtonElement>(null);
  useFocusOnOpen(draft.clientId === undefined ? clientRef : serviceRef);

  const save = async (evenIfTaken: boolean): Promise<void> => {
    setIsAsked(true);
    if (form.serviceId === null) return serviceRef.current?.focus();
    if (booking.isUnclear) return focusFault(saveRef.current?.form ?? null);
    if (repeat.counts.open > 0) return repeat.askRef.current?.querySelector('button')?.focus();
    const saved = await booking.save({ evenIfTaken });
    if (saved === null || plan === null) return;
    const around = { view, zone: style.zone, t, language: i18n.language };
    if (repeat.form.frequency !== null) {
      tell(saved, repeatedText(form, repeat, around));
      return onBooked(firstOccurrenceId(repeat) ?? booking.desk.appointmentId);
    }
    tell(saved, evenIfTaken ? t('appointments.booking.kept') : bookedText(form, plan, around));
    onBooked(booking.desk.appointmentId);
  };
  const saveChecked = useAfterCheck(repeat.rule !== null && repeat.shown.isChecking, () => void save(false));
  const afterService = (): void => saveRef.current?.focus();
  const afterClient = (): void =>
    (phoneRef.current ?? (form.serviceId === null ? serviceRef.current : saveRef.current))?.focus();
  const start = plan?.start ?? null;
  const style = useTimeStyle(location.zone);
  const isNothingFree =
    isAsked && form.serviceId !== null && plan === null && !booking.isUnclear && form.when.kind === 'next';

  return (
    <PanelFrame
      title={t('appointments.booking.title')}
      subtitle={location.name}
      onClose={onClose}
      onSubmit={saveChecked}
      footer={<BookingFooter booking={booking} saveRef={saveRef} onKeep={() => void save(true)} style={style} />}
    >
      <ClientField
        inputRef={clientRef}
        value={form.client}
        newClientId={booking.newClientId}
        onChange={(client) => change({ client })}
        onChosen={afterClient}
      />
      <NewClientPhone
        inputRef={phoneRef}
        value={form.client}
        onChange={(client) => change({ client })}
        onDone={() => serviceRef.current?.focus()}
      />
      <ServiceField
        inputRef={serviceRef}
        value={form.serviceId}
        error={isAsked && form.serviceId === null ? t('appointments.service.missing') : null}
        onChange={(serviceId) => change({ serviceId, minutes: null, seats: new Map() })}
        onChosen={afterService}
      />
      <div className={classes.section}>
        <WhenFields
          when={form.when}
          shownStart={start}
          zone={style.zone}
          now={booking.desk.now}
          minutes={form.minutes ?? booking.usualMinutes}
          onWhen={(when) => change({ when })}
          onMinutes={(minutes) => change({ minutes })}
          error={isNothingFree ? t('appointments.nextFree.none') : null}
          isAsked={isAsked}
        />
        <ClockNotes when={form.when} start={start} location={location} onWhen={(when) => change({ when })} />
        {form.serviceId !== null && (
          <NextFreeChips
            starts={booking.nextStarts}
            current={start}
            now={booking.desk.now}
            style={style}
            onPick={(at) => change({ when: wallOf(at, style.zone) })}
          />
        )}
      </div>
      <RepeatSection repeat={repeat} now={booking.desk.now} isUnready={plan === null} />
      <BookingNotes booking={booking} draft={draft} />
      {plan !== null && (
        <SeatFields
          seats={plan.seats}
          assignment={plan.assignment}
          chosen={chosenSeats(form, plan.service, booking.desk)}
          locationId={form.locationId}
          resources={booking.desk.resources}
          onSeat={(key, id) => change({ seats: new Map([...form.seats, [key, id]]) })}
        />
      )}
      <NotesAndSource booking={booking} />
    </PanelFrame>
  );
}
