import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import { place } from '#shared/scheduling/place.ts';
import { withTotalMinutes } from '#shared/scheduling/visit-length.ts';
import { type Instant, minutesBetween, plusMinutes } from '#shared/time/instant.ts';
import { type Entered, resolveWhen, type When, wallOf } from '#renderer/appointments/booking/booking-form.ts';
import { ClashNote } from '#renderer/appointments/clash-list.tsx';
import { ClockNotes } from '#renderer/appointments/fields/clock-notes.tsx';
import { WhenFields } from '#renderer/appointments/fields/when-fields.tsx';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import type { Changes } from '#renderer/appointments/inspector/use-changes.ts';
import { NoteLine } from '#renderer/appointments/note-line.tsx';
import panel from '#renderer/appointments/panel-frame.module.css';
import { HoldLine } from '#renderer/appointments/hold/hold-line.tsx';
import { type ChosenHold, useHold } from '#renderer/appointments/hold/use-hold.ts';
import { FieldProblem } from '#renderer/appointments/save-problem.tsx';
import type { Desk } from '#renderer/replica/desk.ts';
import type { HoldPlacement } from '#renderer/replica/holds/hold-model.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { contextAt, foresee } from '#renderer/timeline/foresee.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

/** A time that was typed and not yet applied. */
type PlaceDraft = { readonly when: When; readonly minutes: Entered };

export type PlaceEditing = {
  readonly draft: PlaceDraft | null;
  /** Keeps the new time while it is being typed. */
  readonly hold: ChosenHold;
  setDraft(draft: PlaceDraft | null): void;
  /** Moves or resizes the visit to what was typed. */
  apply(): Promise<void>;
};

export function usePlaceEditing(appointment: Appointment, changes: Changes): PlaceEditing {
  const desk = useDesk();
  const { view } = desk;
  const [draft, setDraft] = useState<PlaceDraft | null>(null);
  const hold = useHold(draftPlacement(appointment, draft, desk));
  const apply = async (): Promise<void> => {
    const target = targetOf(draft);
    if (target === null) return;
    const steps = stepsTo(appointment, target.start, target.minutes);
    for (const step of steps) {
      const current = view.find('appointments', appointment.id);
      // The step that takes the new place takes its hold along.
      const kept = step.isArrival ? hold.handle : null;
      if (current === null || !(await changes.make('place', step.intent(current), step.label, kept))) return;
    }
    setDraft(null);
  };
  return { draft, hold, setDraft, apply };
}

/** Null while nothing was typed, or something that is no day, time or length. */
function targetOf(draft: PlaceDraft | null): { readonly start: Instant; readonly minutes: number } | null {
  const start = draft === null ? undefined : resolveWhen(draft.when)?.instant;
  return draft === null || start === undefined || draft.minutes === 'unclear'
    ? null
    : { start, minutes: draft.minutes };
}

/** The new place as a whole, whatever steps lead there. */
function draftPlacement(appointment: Appointment, draft: PlaceDraft | null, desk: Desk): HoldPlacement | null {
  const target = targetOf(draft);
  if (target === null) return null;
  const { start } = target;
  const { id, locationId, bufferBeforeMinutes, bufferAfterMinutes } = appointment;
  const phases = withTotalMinutes(appointment.phases, target.minutes);
  const visit = { start, phases, bufferBeforeMinutes, bufferAfterMinutes };
  const isFree = appointment.claims.length > 0 && place(visit, desk.view, id).kind === 'placed';
  return isFree ? { appointmentId: id, locationId, ...visit } : null;
}

type PlaceFieldsProps = {
  readonly appointment: Appointment;
  readonly location: Location;
  readonly changes: Changes;
  readonly editing: PlaceEditing;
};

/** When it is and how long. What is typed is tried out at once, and done by Enter. */
export function PlaceFields({ appointment, location, changes, editing }: PlaceFieldsProps): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(30_000);
  const { draft, hold, setDraft } = editing;
  const minutes = minutesBetween(appointment.start, appointment.end);
  const style = useTimeStyle(location.zone);
  const when = draft?.when ?? wallOf(appointment.start, style.zone);
  const start = resolveWhen(when)?.instant ?? null;
  const change = (patch: Partial<PlaceDraft>): void => {
    const next = { when, minutes: draft?.minutes ?? minutes, ...patch };
    const at = resolveWhen(next.when);
    const isAsBefore = at?.instant === appointment.start && next.minutes === minutes && at.kind !== 'gap';
    setDraft(isAsBefore ? null : next);
    changes.forget('place');
  };
  const target = targetOf(draft);
  const steps = target === null ? [] : stepsTo(appointment, target.start, target.minutes);
  const first = steps[0];
  const refusal = first === undefined ? null : foresee(first.intent(appointment), desk.view, contextAt(desk));
  return (
    <div className={panel.section}>
      <WhenFields
        when={when}
        shownStart={appointment.start}
        zone={style.zone}
        now={now}
        minutes={draft?.minutes ?? minutes}
        onWhen={(next) => change({ when: next })}
        onMinutes={(next) => change({ minutes: next })}
      />
      <ClockNotes when={when} start={start} location={location} onWhen={(next) => change({ when: next })} />
      {refusal?.code === 'taken' && <ClashNote conflicts={refusal.conflicts} style={style} />}
      {refusal !== null && refusal.code !== 'taken' && <NoteLine tone="bad">{t(`refusal.${refusal.code}`)}</NoteLine>}
      {refusal === null && <FieldProblem problem={changes.problemOf('place')} zone={location.zone} />}
      {draft !== null && refusal === null && <HoldLine hold={hold} style={style} />}
      {draft !== null && (
        <div className={classes.apply}>
          <Button
            type="button"
            size="compact-sm"
            disabled={refusal !== null || target === null}
            onClick={() => void editing.apply()}
          >
            {t('appointments.place.apply')}
          </Button>
          <Button type="button" size="compact-sm" variant="subtle" color="gray" onClick={() => setDraft(null)}>
            {t('appointments.place.reset')}
          </Button>
        </div>
      )}
    </div>
  );
}

type Step = { readonly label: string; readonly isArrival: boolean; intent(current: Appointment): CommandIntent };

function wholeStep(start: Instant, minutes: number): Step {
  return {
    label: 'appointments.undo.move',
    isArrival: true,
    intent: (current) => ({
      name: 'appointment.resize',
      input: { appointmentId: current.id, start, end: plusMinutes(start, minutes), seen: seenPlacement(current) },
    }),
  };
}

/** A shorter visit is shortened before it is moved, a longer one moved before it grows: neither trips over the other. */
function stepsTo(appointment: Appointment, start: Instant, minutes: number): readonly Step[] {
  const move: Step = {
    label: 'appointments.undo.move',
    isArrival: true,
    intent: (current) => ({
      name: 'appointment.move',
      input: { appointmentId: current.id, start, swaps: [], seen: seenPlacement(current) },
    }),
  };
  const resize: Step = {
    label: 'appointments.undo.resize',
    isArrival: start === appointment.start,
    intent: (current) => ({
      name: 'appointment.resize',
      input: {
        appointmentId: current.id,
        start: current.start,
        end: plusMinutes(current.start, minutes),
        seen: seenPlacement(current),
      },
    }),
  };
  const before = minutesBetween(appointment.start, appointment.end);
  const isMoved = start !== appointment.start;
  if (minutes === before) return isMoved ? [move] : [];
  if (!isMoved) return [resize];
  // For an occurrence both are one question, about the whole of its new place; so they are one step.
  if (appointment.occurrence !== undefined && appointment.phases.length === 1) return [wholeStep(start, minutes)];
  return minutes < before ? [resize, move] : [move, resize];
}
