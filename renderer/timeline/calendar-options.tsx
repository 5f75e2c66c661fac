import { IconShieldCheckFilled } from '@tabler/icons-react';
import type { CalendarOptions, EventApi } from '@fullcalendar/react';
import interactionPlugin from '@fullcalendar/react/interaction';
import resourceTimelinePlugin from '@fullcalendar/react-scheduler/resource-timeline';
import scrollGridPlugin from '@fullcalendar/react-scheduler/scrollgrid';
import type { ReactNode } from 'react';
import { instant } from '#shared/time/instant.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import { BlockChip } from '#renderer/timeline/block-chip.tsx';
import { OffChip } from '#renderer/timeline/off-chip.tsx';
import { type Board, rowOf, useBoard } from '#renderer/timeline/board.tsx';
import { faceOf } from '#renderer/timeline/follow-view.ts';
import { HoldChip } from '#renderer/timeline/hold-chip.tsx';
import { MirrorChip } from '#renderer/timeline/mirror-chip.tsx';
import { GroupLabel, RowLabel } from '#renderer/timeline/row-label.tsx';
import { VisitChip } from '#renderer/timeline/visit-chip.tsx';
import { timeRange, zoneWords } from '#renderer/timeline/words.ts';

/** One build-time setting, so that a holder of a commercial key uses that. */
const schedulerLicenseKey: string =
  import.meta.env['VITE_FULLCALENDAR_LICENSE_KEY'] ?? 'AGPL-My-Frontend-And-Backend-Are-Open-Source';

// Its class names are hashed, so the calendar is dressed through its options, in classes of our own.
const dress: CalendarOptions = {
  className: 'tl-calendar',
  viewClass: 'tl-view',
  tableHeaderClass: 'tl-head',
  slotHeaderRowClass: 'tl-head-row',
  slotHeaderClass: ({ level }) => (level > 0 ? 'tl-head-day' : 'tl-head-slot'),
  slotHeaderInnerClass: ({ level }) => (level > 0 ? 'tl-head-day-words' : 'tl-head-words'),
  slotHeaderDividerClass: 'tl-head-divider',
  slotHeaderAlign: 'start',
  slotLaneClass: ({ isMinor, isMajor }) =>
    isMajor ? 'tl-slot tl-slot-major' : isMinor ? 'tl-slot tl-slot-minor' : 'tl-slot',
  resourceHeaderRowClass: 'tl-head-row',
  resourceColumnHeaderClass: 'tl-corner',
  resourceColumnHeaderInnerClass: 'tl-corner-words',
  resourceColumnResizerClass: 'tl-column-resizer',
  resourceColumnDividerClass: 'tl-divider',
  resourceRowClass: 'tl-row',
  resourceCellClass: 'tl-cell',
  resourceCellInnerClass: 'tl-cell-inner',
  resourceLaneClass: 'tl-lane',
  resourceLaneTopClass: 'tl-lane-top',
  resourceLaneBottomClass: 'tl-lane-bottom',
  resourceGroupHeaderClass: 'tl-group-cell',
  resourceGroupHeaderInnerClass: 'tl-group-inner',
  resourceGroupLaneClass: 'tl-group-lane',
  resourceIndentClass: 'tl-indent',
  resourceExpanderClass: 'tl-expander',
  fillerClass: 'tl-filler',
  nonBusinessHoursClass: 'tl-closed',
  highlightClass: 'tl-highlight',
  nowIndicatorLineClass: 'tl-now',
  nowIndicatorHeaderClass: 'tl-now-head',
  nowIndicatorDotClass: 'tl-now-dot',
  eventClass: ({ isMirror, isDragging, isResizing }) =>
    `tl-event${isMirror ? ' tl-event-mirror' : ''}${isDragging || isResizing ? ' tl-event-held' : ''}`,
  backgroundEventClass: ({ event }) => `tl-lease tl-lease-${String(event.extendedProps['lease'])}`,
  eventInnerClass: 'tl-event-inner',
  rowEventBeforeClass: ({ isStartResizable }) => (isStartResizable ? 'tl-resizer tl-resizer-start' : undefined),
  rowEventAfterClass: ({ isEndResizable }) => (isEndResizable ? 'tl-resizer tl-resizer-end' : undefined),
};

const behaviour: CalendarOptions = {
  plugins: [interactionPlugin, resourceTimelinePlugin, scrollGridPlugin],
  schedulerLicenseKey,
  headerToolbar: false,
  height: '100%',
  borderless: true,
  virtualization: true,
  expandRows: false,
  allDaySlot: false,
  firstDay: 1,
  nowIndicator: true,
  lazyFetching: false,
  editable: true,
  eventResourceEditable: true,
  eventResizableFromStart: true,
  eventDragMinDistance: 6,
  dragRevertDuration: 260,
  selectable: true,
  selectMinDistance: 6,
  eventInteractive: true,
  eventOrder: 'start,-duration,id',
  eventMinWidth: 13,
  resourceOrder: 'group,order',
  resourceColumnsWidth: 212,
  slotHeaderInterval: { hours: 1 },
};

/** The options that stay the same objects for the life of the screen. */
export function steadyOptions(board: Board): CalendarOptions {
  return {
    ...behaviour,
    ...dress,
    now: () => new Date(board.desk.now()).toISOString(),
    backgroundEventContent: ({ event }) => <LeaseMark deskName={String(event.extendedProps['deskName'])} />,
    eventContent: ({ event, isMirror }) => <Chip board={board} event={event} isMirror={isMirror} />,
    resourceGroupHeaderContent: ({ fieldValue }) => <GroupLabel group={String(fieldValue)} />,
    resourceColumns: [
      {
        headerContent: () => <CornerLabel />,
        cellContent: ({ resource }) =>
          resource === undefined ? null : <RowLabel row={rowProp(resource.extendedProps)} />,
      },
    ],
  };
}

function rowProp(props: { readonly [name: string]: unknown }): Resource {
  // The calendar keeps extended properties untyped; every row of ours has been given its resource.
  return props['row'] as Resource;
}

function CornerLabel(): ReactNode {
  const board = useBoard();
  const { location, zone } = board.scene();
  if (zone === location.zone) return <span>{location.name}</span>;
  return (
    <span>
      {location.name}
      <span className="tl-corner-zone">
        {board.t('timeline.zone.shownIn', { city: zoneWords(zone, board.desk.now()).city })}
      </span>
    </span>
  );
}

/** Time that is kept for this desk, or for the one that is named. */
function LeaseMark({ deskName }: { readonly deskName: string }): ReactNode {
  const { t } = useBoard();
  const words = deskName === '' ? t('leases.kept') : t('leases.keptForOther', { desk: deskName });
  return (
    <span className="tl-lease-words">
      {deskName === '' && <IconShieldCheckFilled size={12} aria-hidden />}
      {words}
    </span>
  );
}

type ChipProps = { readonly board: Board; readonly event: EventApi; readonly isMirror: boolean };

function Chip({ board, event, isMirror }: ChipProps): ReactNode {
  const face = faceOf(event);
  const resourceId = event.getResources()[0]?.id ?? '';
  const start = instant(event.start?.getTime() ?? 0);
  const end = instant(event.end?.getTime() ?? 0);
  if (isMirror) return <MirrorChip face={face} resourceId={resourceId} start={start} end={end} />;
  const rowName = rowOf(board, resourceId)?.name ?? '';
  if (face.kind === 'visit') return <VisitChip board={board} face={face} eventId={event.id} rowName={rowName} />;
  const time = timeRange({ start, end }, board.scene().zone);
  if (face.kind === 'off')
    return <OffChip board={board} face={face} eventId={event.id} rowName={rowName} time={time} />;
  if (face.kind === 'hold')
    return <HoldChip board={board} face={face} eventId={event.id} rowName={rowName} time={time} />;
  return <BlockChip board={board} face={face} eventId={event.id} rowName={rowName} time={time} />;
}
