import type { World } from '#shared/scheduling/world.ts';
import { localDate, type LocalDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { fold } from '#renderer/clients/fold-text.ts';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';

/** What of the inbox is shown; null and empty let everything through. */
export type InboxFilter = {
  readonly kind: InboxCase['kind'] | null;
  /** What was done at this desk. */
  readonly isMineOnly: boolean;
  readonly day: LocalDate | null;
  readonly resourceId: string | null;
  readonly text: string;
};

export const everything: InboxFilter = { kind: null, isMineOnly: false, day: null, resourceId: null, text: '' };

export type FilterContext = { readonly world: World; readonly ownDeskId: string | null; readonly zone: ZoneId };

export function isShown(one: InboxCase, filter: InboxFilter, { world, ownDeskId, zone }: FilterContext): boolean {
  const { kind, isMineOnly, day, resourceId, text } = filter;
  return (
    (kind === null || one.kind === kind) &&
    (!isMineOnly || (one.deskId !== null && one.deskId === ownDeskId)) &&
    (day === null || dayOf(one, zone) === day) &&
    (resourceId === null || resourcesOf(one).includes(resourceId)) &&
    isSaid(one, text, world)
  );
}

/** The day that was wanted, on the clock of the place; null for what is not about a time. */
export function dayOf({ wanted, zone }: InboxCase, otherwise: ZoneId): LocalDate | null {
  return wanted === null ? null : localDate(wanted.start, zone ?? otherwise);
}

export function resourcesOf({ wanted, appointment }: InboxCase): readonly string[] {
  return wanted?.resourceIds ?? appointment?.phases.flatMap((phase) => phase.resourceIds) ?? [];
}

/** Whether every word of the text is said somewhere in the case, however it is accented. */
function isSaid(one: InboxCase, text: string, world: World): boolean {
  if (text.trim() === '') return true;
  const { contact, serviceId, actorId, deskName } = one;
  const said = [
    contact.who,
    contact.phone,
    contact.email,
    deskName,
    serviceId === null ? '' : (world.find('services', serviceId)?.name ?? ''),
    world.find('people', actorId)?.name ?? '',
    ...resourcesOf(one).map((id) => world.find('resources', id)?.name ?? ''),
  ];
  const haystack = fold(said.join(' '));
  return fold(text)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
