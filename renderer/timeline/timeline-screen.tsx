import '@fullcalendar/react/skeleton.css';
import '#renderer/timeline/timeline.css';
import { Button } from '@mantine/core';
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import { addDays, localDate, localMinute, type LocalDate } from '#shared/time/local.ts';
import { BoardContext } from '#renderer/timeline/board.tsx';
import { CancelDialog } from '#renderer/timeline/cancel-dialog.tsx';
import { keepMarks } from '#renderer/timeline/chip-marks.ts';
import { EmptyTimeline } from '#renderer/timeline/empty-timeline.tsx';
import { watchHand } from '#renderer/timeline/hand.ts';
import { houseHours, mainOpening } from '#renderer/timeline/hours.ts';
import { HoverCard } from '#renderer/timeline/hover-card.tsx';
import { keepFocus } from '#renderer/timeline/keep-focus.ts';
import { keepSelectedInSight } from '#renderer/timeline/keep-selected-in-sight.ts';
import { createKeys } from '#renderer/timeline/keys.ts';
import { dateToShow, useKeptPlace } from '#renderer/timeline/kept-place.ts';
import { LookBanner } from '#renderer/timeline/look-banner.tsx';
import { TimelineCalendar, slotMinutesOf } from '#renderer/timeline/timeline-calendar.tsx';
import { TimelineMenu } from '#renderer/timeline/timeline-menu.tsx';
import type { TimelineScreenProps } from '#renderer/timeline/timeline-props.ts';
import { keepPanesInStep } from '#renderer/timeline/panes-in-step.ts';
import { type TimelineSettings, timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { TimelineToolbar } from '#renderer/timeline/timeline-toolbar.tsx';
import { useBoardOf } from '#renderer/timeline/use-board.ts';
import { type Frame, shownDays, useFrame } from '#renderer/timeline/use-frame.ts';
import { useReveal } from '#renderer/timeline/use-reveal.ts';
import { useRollover } from '#renderer/timeline/use-rollover.ts';
import { useRowStep } from '#renderer/timeline/use-row-step.ts';
import { usePreferences } from '#renderer/ui/preferences.ts';

export type {
  ChosenSlot,
  TimelineHandle,
  TimelineScreenProps,
  TimelineSpan,
} from '#renderer/timeline/timeline-props.ts';

/** The main screen: who is where, when. */
export function TimelineScreen(props: TimelineScreenProps): ReactNode {
  const { t } = useTranslation();
  const { view } = props.desk;
  const location = useSyncExternalStore(view.subscribe, () =>
    props.locationId === null ? null : view.find('locations', props.locationId),
  );
  if (location !== null) return <LocationTimeline {...props} location={location} />;
  return (
    <section className="tl" aria-label={t('timeline.label')}>
      <EmptyTimeline
        title={t('timeline.empty.noLocation')}
        text={t('timeline.empty.noLocationText')}
        action={t('timeline.empty.addResource')}
        onAction={props.onAddResource}
        isAdding
      />
    </section>
  );
}

type LocationTimelineProps = TimelineScreenProps & { readonly location: Location };

function LocationTimeline(props: LocationTimelineProps): ReactNode {
  const { desk, location } = props;
  const { t, i18n } = useTranslation();
  const { snapMinutes } = usePreferences();
  const settings = useSyncExternalStore(timelineSettings.subscribe, timelineSettings.get);
  const [date, setDate] = useState<LocalDate>(() => dateToShow(desk, settings.shownZone ?? location.zone));
  // The heading changes at once; the grid follows as soon as it can.
  const shown = useDeferredValue(useMemo(() => ({ date, settings }), [date, settings]));
  const zone = shown.settings.shownZone ?? location.zone;
  const frame = useFrame(desk.view, { location, zone, date: shown.date, settings: shown.settings });
  const filterKey = `${shown.settings.showsClosed} ${frame.rows.map((row) => row.id).join()}`;
  const filter = useMemo(
    () => ({
      resourceIds: new Set(frame.rows.map((row) => row.id)),
      showsClosed: shown.settings.showsClosed,
      isGuaranteed: (visit: Appointment) => desk.guaranteeOf(visit).kind === 'guaranteed',
    }),
    [desk, frame.rows, shown.settings.showsClosed],
  );
  const slotMinutes = slotMinutesOf(shown.settings.span, snapMinutes);
  const live = useBoardOf(props, {
    location,
    zone,
    rows: frame.rows,
    filter,
    snapMinutes,
    window: frame.window,
    slotMinutes,
  });
  const step = useCallback(
    (steps: -1 | 1) => setDate((from) => addDays(from, steps * stepDays(timelineSettings.get()))),
    [],
  );
  const reveal = useReveal(live, {
    date,
    setDate,
    settings: timelineSettings,
    onLocationChange: props.onLocationChange,
    location,
    zone,
    step,
  });
  useImperativeHandle(props.ref, () => reveal, [reveal]);
  useGestures(live);
  const today = useRollover(live.board, zone, setDate);
  const keptMinute = useKeptPlace({
    ...{ desk, rootRef: live.rootRef, date, today, frame },
    of: [location.id, zone, shown.settings.span, shown.settings.kind, frame.days[0]].join(' '),
  });
  const isGrouped = shown.settings.kind === 'all';
  const rowStep = useRowStep(live.rootRef, {
    span: shown.settings.span,
    rows: frame.rows.length,
    levels: frame.levels,
    groups: isGrouped ? new Set(frame.rows.map((row) => row.kind)).size : 0,
  });

  return (
    <BoardContext value={live.board}>
      <section className="tl" aria-label={t('timeline.label')}>
        <TimelineToolbar
          location={location}
          zone={settings.shownZone ?? location.zone}
          settings={settings}
          days={shownDays(date, settings.span)}
          date={date}
          now={desk.now()}
          onSettings={timelineSettings.change}
          onDate={setDate}
          onStep={step}
        />
        <LookBanner desk={desk} window={frame.window} zone={zone} isOneDay={shown.settings.span === 'day'} />
        {!frame.hasServices && <NoServices onAddService={props.onAddService} />}
        <div
          className="tl-body"
          ref={live.rootRef}
          style={{ '--tl-row': `${rowStep}px` } as CSSProperties} // A custom property, which the type does not list.
        >
          {frame.rows.length === 0 ? (
            <NoRows frame={frame} settings={settings} onAddResource={props.onAddResource} />
          ) : (
            <TimelineCalendar
              key={`${location.id} ${isGrouped} ${zone}`}
              steady={live.steady}
              apiRef={live.apiRef}
              location={location}
              zone={zone}
              rows={frame.rows}
              isGrouped={isGrouped}
              hours={frame.hours}
              shown={frame.shown}
              span={shown.settings.span}
              date={frame.days[0] ?? shown.date}
              filterKey={filterKey}
              snapMinutes={snapMinutes}
              rowStep={rowStep}
              scrollMinute={keptMinute ?? scrollMinute(frame, location, desk.now())}
              language={i18n.language}
            />
          )}
        </div>
      </section>
      <HoverCard />
      <TimelineMenu />
      <CancelDialog />
    </BoardContext>
  );
}

function stepDays({ span }: TimelineSettings): number {
  return span === 'week' ? 7 : 1;
}

/** An hour before now where today is shown, else the opening hour. */
function scrollMinute({ days, hours, zone, shown }: Frame, location: Location, now: Instant): number {
  const today = days.indexOf(localDate(now, zone));
  if (today < 0) {
    const opening = zone === location.zone ? null : mainOpening(houseHours(location, shown), shown);
    return Math.max(hours.fromMinute, opening ?? 0);
  }
  // Whole hours, so that a passing minute is no new option.
  const hour = Math.floor(localMinute(now, zone) / 60) - 1;
  return today * 1440 + Math.max(hours.fromMinute, hour * 60);
}

function useGestures({ board, points, rootRef }: ReturnType<typeof useBoardOf>): void {
  useEffect(() => {
    const root = rootRef.current;
    if (root === null) return undefined;
    const stopWatching = watchHand(board, root);
    const onKey = createKeys(board);
    root.addEventListener('keydown', onKey);
    root.addEventListener('dblclick', points.onDoubleClick);
    root.addEventListener('contextmenu', points.onContextMenu);
    root.addEventListener('scroll', points.hideCard, true);
    root.addEventListener('focusin', points.onFocusIn);
    root.addEventListener('focusout', points.hideCard);
    root.addEventListener('pointerdown', points.hideCard, true);
    window.addEventListener('keydown', points.hideCard, true);
    const stopSteps = keepPanesInStep(root);
    const stopMarks = keepMarks(board, root);
    const stopKeeping = keepSelectedInSight(board, root);
    const stopFocus = keepFocus(root);
    return () => {
      stopWatching();
      stopSteps();
      stopKeeping();
      stopFocus();
      stopMarks();
      root.removeEventListener('pointerdown', points.hideCard, true);
      window.removeEventListener('keydown', points.hideCard, true);
      root.removeEventListener('keydown', onKey);
      root.removeEventListener('focusin', points.onFocusIn);
      root.removeEventListener('focusout', points.hideCard);
      root.removeEventListener('dblclick', points.onDoubleClick);
      root.removeEventListener('contextmenu', points.onContextMenu);
      root.removeEventListener('scroll', points.hideCard, true);
    };
  }, [board, points, rootRef]);
}

function NoServices({ onAddService }: Pick<TimelineScreenProps, 'onAddService'>): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="tl-notice" role="status">
      {t('timeline.empty.noServices')}
      <Button size="compact-xs" variant="light" onClick={onAddService}>
        {t('timeline.empty.addService')}
      </Button>
    </div>
  );
}

type NoRowsProps = { readonly frame: Frame; readonly settings: TimelineSettings; onAddResource(): void };

function NoRows({ frame, settings, onAddResource }: NoRowsProps): ReactNode {
  const { t } = useTranslation();
  if (frame.hiddenRows > 0) {
    return (
      <EmptyTimeline
        title={t('timeline.empty.offDuty')}
        text={t('timeline.empty.offDutyText')}
        action={t('timeline.empty.showOffDuty')}
        onAction={() => timelineSettings.change({ showsOffDuty: true })}
        isAdding={false}
      />
    );
  }
  return (
    <EmptyTimeline
      title={t(`timeline.empty.${settings.kind}`)}
      text={t('timeline.empty.resourceText')}
      action={t('timeline.empty.addResource')}
      onAction={onAddResource}
      isAdding
    />
  );
}
