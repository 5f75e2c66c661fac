import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { View } from '#renderer/replica/desk.ts';
import { heldBy } from '#renderer/ui/held-by.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** Where those are found who may be in the way. */
export type Holders = Pick<View, 'find' | 'holds'>;

/** "Room 2 (Ana Torres), Dr. Osei (Break)": what is in the way and, where the desk knows, with whom. */
export function describeConflicts(conflicts: readonly Conflict[], world: Holders): string {
  const parts = conflicts.map((conflict) => describeConflict(conflict, world)).filter((part) => part !== '');
  return withoutOverrides([...new Set(parts)].slice(0, 3).join(', '));
}

function describeConflict({ resourceId, holderId, deskName = '' }: Conflict, world: Holders): string {
  const resource = world.find('resources', resourceId)?.name ?? '';
  const holder = (holderId === null ? '' : holderName(holderId, world)) || deskName;
  return holder === '' ? resource : `${resource} (${holder})`;
}

function holderName(holderId: string, world: Holders): string {
  const appointment = world.find('appointments', holderId);
  if (appointment === null) return heldBy(holderId, world)?.who ?? world.find('blocks', holderId)?.reason ?? '';
  const names = appointment.clientIds.map((id) => world.find('clients', id)?.name ?? '');
  return names.filter((name) => name !== '').join(', ') || appointment.label;
}
