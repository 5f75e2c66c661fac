import type { CalendarLanguage, CalendarScope, CalendarTelling } from '#shared/scheduling/calendar-scope.ts';
import type { CalendarBook } from '#shared/calendars/export/calendar-book.ts';
import { calendarWords } from '#shared/calendars/export/calendar-words.ts';
import type { WrittenWords } from '#shared/calendars/write-calendar.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Block } from '#shared/scheduling/block.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';

/** How an event is told. */
export type Telling = {
  readonly scope: CalendarScope;
  readonly telling: CalendarTelling;
  readonly language: CalendarLanguage;
};

type Visit = Pick<Appointment, 'locationId' | 'serviceId' | 'clientIds' | 'label'>;

export type Teller = {
  visit(visit: Visit): WrittenWords;
  block(block: Block): WrittenWords;
  /** That somebody is away, and never why. */
  timeOff(timeOff: Pick<TimeOff, 'resourceId'>): WrittenWords;
};

/** Words for events. Notes, telephone numbers and addresses of clients are never told (IC4). */
export function tellerOf(book: CalendarBook, { scope, telling, language }: Telling): Teller {
  const names = (documents: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> =>
    new Map(documents.map(({ id, name }) => [id, name]));
  const [clients, services, locations] = [names(book.clients), names(book.services), names(book.locations)];
  const locationOf = new Map(book.resources.map(({ id, locationId }) => [id, locationId]));
  const words = calendarWords[language];
  const where = (id: string | undefined): string => locations.get(id ?? '') ?? '';
  return {
    visit: (visit) => {
      const location = where(visit.locationId);
      if (telling === 'busy') return { summary: words.busy, description: '', location };
      const service = services.get(visit.serviceId) ?? '';
      const who = visit.clientIds.map((id) => clients.get(id) ?? '').filter((name) => name !== '');
      const people = who.length > 0 ? who.join(', ') : visit.label;
      // A client's own calendar does not say their own name on each line.
      const [summary, description] = scope.kind === 'client' || people === '' ? [service, ''] : [people, service];
      return { summary, description, location };
    },
    block: (block) => {
      const location = where(locationOf.get(block.resourceId));
      if (telling === 'busy') return { summary: words.busy, description: '', location };
      return { summary: block.reason === '' ? words.blocks[block.kind] : block.reason, description: '', location };
    },
    timeOff: ({ resourceId }) => ({
      summary: telling === 'busy' ? words.busy : words.away,
      description: '',
      location: where(locationOf.get(resourceId)),
    }),
  };
}
