import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { type Instant, minutesBetween } from '#shared/time/instant.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { serviceMinutes } from '#shared/scheduling/service.ts';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import type { BookingDraft } from '#renderer/appointments/booking-draft.ts';
import {
  type BookingForm,
  isFormUnclear,
  resolveWhen,
  sideOf,
  wallOf,
  type When,
} from '#renderer/appointments/booking/booking-form.ts';
import {
  bookingIntent,
  type BookingPlan,
  nextFree,
  planBooking,
  type PlanningDesk,
  spreadOut,
} from '#renderer/appointments/booking/booking-plan.ts';
import { plannedPlacement, stretchPlacement } from '#renderer/appointments/hold/placement.ts';
import { type ChosenHold, useHold } from '#renderer/appointments/hold/use-hold.ts';
import { newId } from '#renderer/appointments/new-id.ts';
import { type Repeat, type RepeatedVisit, useRepeat } from '#renderer/appointments/repeat/use-repeat.ts';
import { isRepeatUnclear, type RepeatStart } from '#renderer/appointments/repeat/repeat-form.ts';
import { useOffering } from '#renderer/leases/use-offering.ts';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import type { Desk, Submission } from '#renderer/replica/desk.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { useShownZone } from '#renderer/timeline/shown-zone.ts';
import type { ZoneId } from '#shared/time/zone.ts';

export type Booking = {
  readonly form: BookingForm;
  readonly desk: PlanningDesk;
  readonly plan: BookingPlan | null;
  /** A field holds what is no day, time or number: nothing is held or booked before it does. */
  readonly isUnclear: boolean;
  /** As long as the service takes; null while there is none. */
  readonly usualMinutes: number | null;
  readonly nextStarts: readonly Instant[];
  /** Keeps the chosen time while the form is open. */
  readonly hold: ChosenHold;
  /** Whether and how it repeats. */
  readonly repeat: Repeat;
  readonly newClientId: string;
  /** What the last attempt to save came to; null after the form was touched again. */
  readonly problem: Exclude<Submission, { kind: 'saved' }> | null;
  readonly isSaving: boolean;
  change(patch: Partial<BookingForm>): void;
  /** Books once, however often it is called. @returns the saved submission, or null. */
  save(options?: { readonly evenIfTaken?: boolean }): Promise<Extract<Submission, { kind: 'saved' }> | null>;
};

/** The ids are made when the form opens: a double click is one command, one visit and one new client. */
function makeIds(): { commandId: string; appointmentId: string; seriesId: string; clientId: string } {
  return { commandId: newId(), appointmentId: newId(), seriesId: seriesIdFrom(newId()), clientId: newId() };
}

/** The state of one booking form. @param location where it is booked; the caller has found it. */
export function useBooking(draft: BookingDraft, location: Location): Booking {
  const desk = useDesk();
  const zone = useShownZone(location.zone);
  const [ids] = useState(makeIds);
  const [form, setForm] = useState(() => firstForm(draft, { location, zone }, desk));
  const [problem, setProblem] = useState<Booking['problem']>(null);
  const [isSaving, setIsSaving] = useState(false);
  const running = useRef(false);
  const now = useNow(30_000);
  const planning = usePlanning(draft, location, now, ids.appointmentId);
  const plan = useMemo(() => planBooking(form, planning), [form, planning]);
  const service = form.serviceId === null ? null : desk.view.find('services', form.serviceId);
  const usualMinutes = service === null ? null : serviceMinutes(service);
  const nextStarts = useNextStarts(form, planning, plan);
  const repeat = useRepeat(
    useMemo(() => repeatedVisit(form, plan, ids), [form, plan, ids]),
    useMemo(() => repeatStart(form, plan, location), [form, plan, location]),
  );
  const isUnclear = isFormUnclear(form) || isRepeatUnclear(repeat.form);
  const hold = useHold(useMemo(() => chosenPlacement(form, plan, planning, draft), [form, plan, planning, draft]));
  const save: Booking['save'] = async ({ evenIfTaken = false } = {}) => {
    const meant = plan === null || isUnclear ? null : savedAs(repeat, bookingIntent(form, plan, ids));
    if (meant === null || running.current) return null;
    running.current = true;
    setIsSaving(true);
    const submission = await desk.submit(meant.intent, {
      commandId: ids.commandId,
      evenIfTaken: evenIfTaken || meant.evenIfTaken,
      label: meant.label,
      ...(hold.handle !== null && { hold: hold.handle }),
    });
    // A saved form stays locked: it closes, and a second click must find nothing to do.
    if (submission.kind === 'saved') return submission;
    running.current = false;
    setIsSaving(false);
    setProblem(submission);
    // Still free, as far as anybody here knows: the next Enter books it under a new hold.
    if (submission.kind === 'refused' && submission.refusal.code === 'hold-expired') hold.handle?.again();
    return null;
  };
  const change: Booking['change'] = (patch) => {
    setForm((current) => ({ ...current, ...patch }));
    setProblem(null);
  };
  return {
    ...{ form, desk: planning, plan, isUnclear, usualMinutes, nextStarts, hold, repeat },
    ...{ newClientId: ids.clientId, problem, isSaving, change, save },
  };
}

type Meant = { readonly intent: CommandIntent; readonly label: string; readonly evenIfTaken: boolean };

/** The one visit, or the series with it first; null while a date of it is undecided. */
function savedAs(repeat: Repeat, once: CommandIntent): Meant | null {
  if (repeat.form.frequency === null) return { intent: once, label: 'appointments.undo.book', evenIfTaken: false };
  const input = repeat.input();
  if (input === null) return null;
  const evenIfTaken = input.decisions.some(({ kind }) => kind === 'book-anyway');
  return { intent: { name: 'series.create', input }, label: 'appointments.undo.series', evenIfTaken };
}

function repeatedVisit(
  form: BookingForm,
  plan: BookingPlan | null,
  ids: { readonly seriesId: string; readonly appointmentId: string },
): RepeatedVisit | null {
  if (plan === null) return null;
  const { locationId, serviceId, client, label, notes, phases } = bookingIntent(form, plan, ids).input;
  return { seriesId: ids.seriesId, locationId, serviceId, client, label, notes, phases };
}

/** What somebody set, even where the clocks jump over it that day: the other dates have that time. */
/** A series keeps the time of the clinic's clocks, whoever's are shown. */
function repeatStart({ when }: BookingForm, plan: BookingPlan | null, { zone }: Location): RepeatStart | null {
  if (plan === null) return null;
  const own = wallOf(plan.start, zone);
  const wall = when.kind === 'wall' && when.zone === zone ? when : own;
  return { date: wall.date ?? own.date, time: wall.time, zone, disambiguation: sideOf(wall) };
}

function usePlanning(draft: BookingDraft, location: Location, now: Instant, appointmentId: string): PlanningDesk {
  const { view } = useDesk();
  const resources = useDocuments('resources');
  const revision = useSyncExternalStore(view.subscribe, view.revision);
  const rowResourceId = draft.resourceId ?? null;
  const offering = useOffering();
  return useMemo(
    () => ({ world: view, offering, revision, resources, location, now, appointmentId, rowResourceId }),
    [view, offering, revision, resources, now, appointmentId, rowResourceId, location],
  );
}

/** The visit as it is planned; before there is a service, the stretch of the row that was pointed at. */
function chosenPlacement(
  form: BookingForm,
  plan: BookingPlan | null,
  { location, world, rowResourceId }: PlanningDesk,
  draft: BookingDraft,
): HoldPlacement | null {
  if (plan !== null) return plannedPlacement(plan, location.id);
  const start = resolveWhen(form.when)?.instant;
  if (form.serviceId !== null || rowResourceId === null || start === undefined || form.minutes === 'unclear')
    return null;
  const isSelected = draft.start !== undefined && draft.end !== undefined;
  const minutes = form.minutes ?? (isSelected ? Math.round(minutesBetween(draft.start, draft.end)) : null);
  return stretchPlacement({ locationId: location.id, resourceId: rowResourceId, start, minutes }, world);
}

const CHIPS = 4;

function useNextStarts(form: BookingForm, planning: PlanningDesk, plan: BookingPlan | null): readonly Instant[] {
  const asked = form.when.kind === 'wall' ? plan?.start : form.when.from;
  const from = asked ?? planning.now;
  const { locationId, serviceId, seats } = form;
  const minutes = form.minutes === 'unclear' ? null : form.minutes;
  return useMemo(
    () => spreadOut(nextFree({ locationId, serviceId, minutes, seats }, planning, from, CHIPS * 4), CHIPS),
    [locationId, serviceId, minutes, seats, planning, from],
  );
}

function nextFrom({ from }: BookingDraft): When {
  return { kind: 'next', ...(from !== undefined && { from }) };
}

type Where = { readonly location: Location; readonly zone: ZoneId };

function firstForm(draft: BookingDraft, { location, zone }: Where, { view }: Desk): BookingForm {
  const client = draft.clientId === undefined ? null : view.find('clients', draft.clientId);
  const service = draft.serviceId === undefined ? null : view.find('services', draft.serviceId);
  return {
    locationId: location.id,
    client: client === null ? null : { choice: { kind: 'known', id: client.id }, label: '' },
    serviceId: service?.id ?? null,
    when: draft.start === undefined ? nextFrom(draft) : wallOf(draft.start, zone),
    minutes: null,
    seats: new Map(),
    notes: '',
    source: 'desk',
  };
}
