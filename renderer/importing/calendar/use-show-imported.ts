import type { CalendarItem } from '#shared/importing/calendar/calendar-plan.ts';
import { openIntervals, resourceHours } from '#shared/scheduling/opening-hours.ts';
import { localDate } from '#shared/time/local.ts';
import type { FileReport } from '#renderer/importing/calendar/calendar-state.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { timelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';

/** Shows on the timeline where the next of what came in is; null when nothing did. */
export function useShowImported({ plan, target, report }: FileReport): (() => void) | null {
  const desk = useDesk();
  const { onTimeline } = useShell();
  if (report.imported + report.alreadyThere === 0) return null;
  const now = desk.now();
  const byTime = plan.items
    .filter(({ commands, isCancelled }) => commands.length > 0 && !isCancelled)
    .toSorted((a, b) => a.start - b.start);
  const item = byTime.find(({ end }) => end >= now) ?? byTime.at(-1);
  if (item === undefined) return null;
  const { resource, location } = target;
  const place = { locationId: location.id, zone: location.zone, start: item.start, resourceIds: [resource.id] };
  const day = localDate(item.start, location.zone);
  const isOnDuty = openIntervals(resourceHours(resource, location), day).length > 0;
  return () => {
    // A row of somebody who is not there is left out otherwise, also when time of theirs is blocked.
    if (!isOnDuty) timelineSettings.change({ showsOffDuty: true });
    onTimeline((timeline) => {
      timeline.showAppointment(idOf(item), place);
      // Blocks are no appointments, so nothing would scroll to them.
      if (target.becomes === 'blocks') timeline.showInstant(item.start);
    });
  };
}

function idOf({ commands, series }: CalendarItem): string {
  if (series !== null) return series.seriesId;
  const input = commands.map(({ intent }) => intent).find(({ name }) => name === 'appointment.import')?.input;
  return input !== undefined && 'appointmentId' in input ? input.appointmentId : '';
}
