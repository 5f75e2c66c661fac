import type { CalendarEvent } from '#shared/calendars/calendar-event.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import { busyServiceId } from '#shared/importing/calendar/busy-service.ts';
import type { CalendarImport, CalendarRefusalCode } from '#shared/importing/calendar/calendar-plan.ts';
import { importedBlockId, importedVisitId } from '#shared/importing/calendar/event-key.ts';
import { dailyPieces, eventSpan } from '#shared/importing/calendar/event-spans.ts';
import { isExpected } from '#shared/scheduling/appointment-status.ts';
import { EARLIEST, LATEST } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';

const MOST_PIECES = 400;
const LONGEST_SPAN_MS = MOST_PIECES * 86_400_000;

export type Wanted = {
  readonly span: Interval;
  readonly intents: readonly CommandIntent[];
};

/** What it takes to have an event that happens once, or why it cannot be had. */
export function singleEvent(
  event: CalendarEvent,
  { target, world }: Pick<CalendarImport, 'target' | 'world'>,
): Wanted | CalendarRefusalCode {
  const { resource, location, becomes } = target;
  const span = eventSpan(event, location.zone);
  if (event.zone.via === 'unknown') return 'unknown-zone';
  if (span.end <= span.start) return 'no-length';
  if (span.start < EARLIEST || span.end > LATEST) return 'year-out-of-range';
  if (span.end - span.start > LONGEST_SPAN_MS) return 'too-long';
  const intents = dailyPieces(span, location.zone).flatMap((piece, index): readonly CommandIntent[] => {
    const key = { resourceId: resource.id, event };
    const id = becomes === 'blocks' ? importedBlockId(key, index) : importedVisitId(key, index);
    if (event.status === 'CANCELLED') return goneIntents(id, { becomes, world });
    return [
      becomes === 'blocks' ? blockIntent(id, piece, { event, target }) : visitIntent(id, piece, { event, target }),
    ];
  });
  return { span, intents };
}

function goneIntents(
  id: string,
  { becomes, world }: Pick<CalendarImport, 'world'> & { readonly becomes: string },
): readonly CommandIntent[] {
  if (becomes === 'blocks') {
    const block = world.find('blocks', id);
    return block === null || block.isRemoved ? [] : [{ name: 'block.remove', input: { blockId: id } }];
  }
  const visit = world.find('appointments', id);
  return visit !== null && isExpected(visit)
    ? [{ name: 'appointment.cancel', input: { appointmentId: id, reason: '' } }]
    : [];
}

type Given = { readonly event: CalendarEvent; readonly target: CalendarImport['target'] };

function blockIntent(blockId: string, { start, end }: Interval, { event, target }: Given): CommandIntent {
  return {
    name: 'block.put',
    input: {
      blockId,
      resourceId: target.resource.id,
      start,
      end,
      kind: 'other',
      reason: labelOf(event.summary),
      importedSequence: event.sequence,
    },
  };
}

/** Also how an occurrence of an imported series becomes what the file says of it. */
export function visitIntent(appointmentId: string, { start, end }: Interval, { event, target }: Given): CommandIntent {
  return {
    name: 'appointment.import',
    input: {
      appointmentId,
      locationId: target.location.id,
      serviceId: target.serviceId ?? busyServiceId,
      clientIds: [],
      resourceIds: [target.resource.id],
      start,
      minutes: Math.max(1, Math.round((end - start) / 60_000)),
      label: labelOf(event.summary),
      status: event.status === 'TENTATIVE' ? 'pending' : 'booked',
      notes: '',
      sequence: event.sequence,
    },
  };
}

/** As much of a summary as can be kept; characters that no database takes are left out. */
export function labelOf(summary: string): string {
  return [...summary.replaceAll('\u0000', '').toWellFormed()].slice(0, 100).join('').trim();
}
