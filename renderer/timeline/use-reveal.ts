import { useEffect, useMemo, useRef } from 'react';
import { type Appointment, appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { Instant } from '#shared/time/instant.ts';
import { covers } from '#shared/time/interval.ts';
import { dayInterval, localDate, type LocalDate } from '#shared/time/local.ts';
import type { Board } from '#renderer/timeline/board.tsx';
import { scrollToInstant, scrollToVisit } from '#renderer/timeline/scroll-to.ts';
import type { TimelineHandle, VisitPlace } from '#renderer/timeline/timeline-props.ts';
import type { TimelineSettingsStore } from '#renderer/timeline/timeline-settings.ts';
import { isClosedLook, lookOf } from '#renderer/timeline/status-look.ts';
import type { LiveBoard } from '#renderer/timeline/use-board.ts';
import { shownDays } from '#renderer/timeline/use-frame.ts';
import { isWriting, watchForAct } from '#renderer/timeline/yield-to-person.ts';

type Wishes = {
  setDate(date: LocalDate): void;
  step(steps: -1 | 1): void;
  readonly date: LocalDate;
  onLocationChange(locationId: string): void;
  readonly settings: TimelineSettingsStore;
  readonly location: Location;
  readonly zone: ZoneId;
};

/** How many frames a wish may wait for the grid to have drawn what it is about. */
const PATIENCE = 120;
/** A new day scrolls to where it begins some frames after it was drawn: what was shown before is shown again. */
const CALM = 12;

/** The timeline as others steer it: shortcuts, search results, the conflict inbox. */
export function useReveal({ board }: LiveBoard, wishes: Wishes): TimelineHandle {
  const now = useRef(wishes);
  now.current = wishes;
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  return useMemo(() => {
    const whenDrawn = (act: () => boolean, patience = PATIENCE): void => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => {
        if (!act() && patience > 0) whenDrawn(act, patience - 1);
      });
    };
    const showInstant = (at: Instant): void => {
      const { zone } = now.current;
      now.current.setDate(localDate(at, zone));
      whenDrawn(() => {
        if (!covers(board.scene().window, at)) return false;
        scrollToInstant(board, at);
        return true;
      });
    };
    return {
      today: () => showInstant(board.desk.now()),
      previous: () => now.current.step(-1),
      next: () => now.current.step(1),
      showSpan: (span) => now.current.settings.change({ span }),
      showDate: (date) => now.current.setDate(date),
      showInstant,
      shownFrom: () => {
        const { date, zone, settings } = now.current;
        return dayInterval(shownDays(date, settings.get().span)[0] ?? date, zone).start;
      },
      showAppointment: (appointmentId, elsewhere) =>
        showVisit({ board, wishes: now.current, whenDrawn }, appointmentId, elsewhere),
    };
  }, [board]);
}

type Reveal = {
  readonly board: Board;
  readonly wishes: Wishes;
  /** Tries once a frame, until it is done. */
  readonly whenDrawn: (act: () => boolean) => void;
};

function showVisit({ board, wishes, whenDrawn }: Reveal, appointmentId: string, elsewhere?: VisitPlace): void {
  const appointment = board.desk.view.find('appointments', appointmentId);
  const place = appointment === null ? elsewhere : placeOf(appointment);
  if (place === undefined) return;
  const { settings } = wishes;
  if (place.locationId !== wishes.location.id) wishes.onLocationChange(place.locationId);
  wishes.setDate(localDate(place.start, settings.get().shownZone ?? place.zone));
  if (appointment !== null && isClosedLook(lookOf(appointment))) settings.change({ showsClosed: true });
  const resources = place.resourceIds.flatMap((id) => board.desk.view.find('resources', id) ?? []);
  const { kind } = settings.get();
  const first = resources[0];
  if (first !== undefined && kind !== 'all' && !resources.some((one) => one.kind === kind)) {
    settings.change({ kind: first.kind });
  }
  let framesShown = 0;
  const hasActed = watchForAct();
  whenDrawn(() => {
    if (hasActed()) return true;
    const chip = scrollToVisit(board, appointmentId, framesShown === 0 ? 'center' : 'nearest');
    if (isWriting()) return false;
    if (chip !== document.activeElement) chip?.focus({ preventScroll: true });
    framesShown = chip === null ? 0 : framesShown + 1;
    return framesShown > CALM;
  });
}

function placeOf(appointment: Appointment): VisitPlace {
  const { locationId, zone, start } = appointment;
  return { locationId, zone, start, resourceIds: appointmentResourceIds(appointment) };
}
