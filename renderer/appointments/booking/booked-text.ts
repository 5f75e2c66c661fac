import type { TFunction } from 'i18next';
import type { ZoneId } from '#shared/time/zone.ts';
import type { World } from '#shared/scheduling/world.ts';
import type { BookingForm } from '#renderer/appointments/booking/booking-form.ts';
import type { BookingPlan } from '#renderer/appointments/booking/booking-plan.ts';
import { dayWithTime } from '#renderer/appointments/format-time.ts';
import { firstKept, type Repeat } from '#renderer/appointments/repeat/use-repeat.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type Around = { readonly view: World; readonly zone: ZoneId; readonly t: TFunction; readonly language: string };

/** "Booked: Ana Torres, Mon 23 Nov, 10:15". */
export function bookedText(
  { client }: BookingForm,
  { start }: BookingPlan,
  { view, zone, t, language }: Around,
): string {
  const style = { zone, language };
  return t('appointments.booking.done', {
    who: withoutOverrides(whoOf(client, view)) || t('appointments.nobody'),
    when: dayWithTime(start, start, style),
  });
}

function whoOf(client: BookingForm['client'], view: World): string {
  if (client === null) return '';
  if (client.choice.kind === 'known') return view.find('clients', client.choice.id)?.name ?? '';
  return client.choice.kind === 'new' ? client.choice.name : client.label;
}

/** "Booked: Ana Torres, 12 dates from Tue 24 Nov, 09:00". */
export function repeatedText(form: BookingForm, repeat: Repeat, { view, zone, t, language }: Around): string {
  const style = { zone, language };
  const first = firstKept(repeat)?.start;
  const values = {
    who: withoutOverrides(whoOf(form.client, view)) || t('appointments.nobody'),
    when: first === undefined ? '' : dayWithTime(first, first, style),
  };
  if (repeat.form.ends === 'never') return t('appointments.repeat.doneEndless', values);
  return t('appointments.repeat.done', { ...values, count: repeat.counts.all - repeat.counts.skipped });
}
