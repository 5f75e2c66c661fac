import FullCalendar, { type CalendarApi, type CalendarOptions, type CalendarRef } from '@fullcalendar/react';
import enGb from '@fullcalendar/react/locales/en-gb';
import zhCn from '@fullcalendar/react/locales/zh-cn';
import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import type { LocalDate } from '#shared/time/local.ts';
import type { ShownDays, VisibleHours } from '#renderer/timeline/hours.ts';
import { levelPx, type RowStep } from '#renderer/timeline/row-height.ts';
import { toCalendarResources, wallTime } from '#renderer/timeline/rows.ts';
import type { TimelineSpan } from '#renderer/timeline/timeline-props.ts';
import { clock, dayWords } from '#renderer/timeline/words.ts';

export type TimelineCalendarProps = {
  /** The same object for the life of the screen. */
  readonly steady: CalendarOptions;
  readonly apiRef: RefObject<CalendarApi | null>;
  readonly location: Location;
  /** Whose clock everything is drawn by. */
  readonly zone: ZoneId;
  readonly rows: readonly Resource[];
  readonly isGrouped: boolean;
  readonly hours: VisibleHours;
  readonly span: TimelineSpan;
  readonly date: LocalDate;
  /** On the screen; the same object as long as they are. */
  readonly shown: ShownDays;
  /** Changes when other events are wanted in the same window. */
  readonly filterKey: string;
  readonly snapMinutes: number;
  readonly rowStep: RowStep;
  /** Wall-clock minutes from the first day's midnight to what should be in sight. */
  readonly scrollMinute: number;
  readonly language: string;
};

const views = { day: 'resourceTimelineDay', week: 'resourceTimelineWeek' } as const;

/** FullCalendar, given new options only where something in them changed. */
export const TimelineCalendar = memo(function TimelineCalendar(props: TimelineCalendarProps): ReactNode {
  const { steady, apiRef, location, rows, hours, span, date, filterKey, snapMinutes, scrollMinute, language, shown } =
    props;
  const { zone } = props;
  const calendar = useRef<CalendarRef>(null);
  const isFirst = useRef(true);
  const resources = useMemo(() => toCalendarResources(rows, location, shown), [rows, location, shown]);
  const words = useMemo(() => wordOptions(zone, language, location.zone), [zone, language, location.zone]);
  const grid = useMemo(() => gridOptions(span, snapMinutes), [span, snapMinutes]);
  const scrollTime = useMemo(() => ({ minutes: scrollMinute }), [scrollMinute]);

  useLayoutEffect(() => {
    apiRef.current = calendar.current?.getApi() ?? null;
    return () => {
      apiRef.current = null;
    };
  }, [apiRef]);

  useEffect(() => {
    if (!isFirst.current) calendar.current?.getApi().changeView(views[span], date);
  }, [span, date]);

  useEffect(() => {
    if (!isFirst.current) calendar.current?.getApi().refetchEvents();
    isFirst.current = false;
  }, [filterKey]);

  return (
    <FullCalendar
      ref={calendar}
      {...steady}
      {...words}
      {...grid}
      {...(props.isGrouped ? { resourceGroupField: 'group' } : {})}
      initialView={views[span]}
      initialDate={date}
      timeZone={zone}
      resources={resources}
      slotMinTime={wallTime(hours.fromMinute)}
      slotMaxTime={wallTime(hours.toMinute)}
      scrollTime={scrollTime}
      // The calendar takes what it has not drawn yet for as high.
      eventMinHeight={levelPx(props.rowStep)}
    />
  );
});

function wordOptions(zone: ZoneId, language: string, ownZone: ZoneId): CalendarOptions {
  return {
    locale: language.startsWith('zh') ? zhCn : enGb,
    slotHeaderContent: ({ level, date }) =>
      level > 0 ? (
        dayWords(date.getTime(), zone, language)
      ) : (
        <SlotClock at={date.getTime()} zones={{ zone, ownZone }} />
      ),
  };
}

type Zones = { readonly zone: ZoneId; readonly ownZone: ZoneId };

/** Beside another zone's clock, the location's own, smaller. */
function SlotClock({ at, zones: { zone, ownZone } }: { readonly at: number; readonly zones: Zones }): ReactNode {
  if (ownZone === zone) return clock(at, zone);
  return (
    <>
      <span className="tl-head-shown">{clock(at, zone)}</span>{' '}
      <span className="tl-head-other">{clock(at, ownZone)}</span>
    </>
  );
}

const DAY_HEAD = [{ hour: '2-digit', minute: '2-digit' }] as const;
const WEEK_HEAD = [
  { weekday: 'short', day: 'numeric', month: 'short' },
  { hour: '2-digit', minute: '2-digit' },
] as const;

/** A quarter of an hour has room for a name in half an hour; a week is an overview in half hours. */
export function gridOptions(span: TimelineSpan, snapMinutes: number): CalendarOptions {
  const slotMinutes = slotMinutesOf(span, snapMinutes);
  return {
    slotDuration: { minutes: slotMinutes },
    snapDuration: { minutes: snapMinutes },
    slotMinWidth: span === 'day' ? (36 * slotMinutes) / 15 : 30,
    slotHeaderInterval: { hours: span === 'day' ? 1 : 2 },
    slotHeaderFormat: span === 'day' ? [...DAY_HEAD] : [...WEEK_HEAD],
  };
}

export function slotMinutesOf(span: TimelineSpan, snapMinutes: number): number {
  if (span === 'week') return 30;
  return snapMinutes % 15 === 0 || 15 % snapMinutes === 0 ? Math.max(15, snapMinutes) : snapMinutes * 2;
}
