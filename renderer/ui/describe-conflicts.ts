import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { World } from '#shared/scheduling/world.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** "Room 2 (Ana Torres), Dr. Osei (Break)": what is in the way and, where the desk knows, with whom. */
export function describeConflicts(conflicts: readonly Conflict[], world: World): string {
  const parts = conflicts.map((conflict) => describeConflict(conflict, world)).filter((part) => part !== '');
  return withoutOverrides([...new Set(parts)].slice(0, 3).join(', '));
}

function describeConflict({ resourceId, holderId }: Conflict, world: World): string {
  const resource = world.find('resources', resourceId)?.name ?? '';
  const holder = holderId === null ? '' : holderName(holderId, world);
  return holder === '' ? resource : `${resource} (${holder})`;
}

function holderName(holderId: string, world: World): string {
  const appointment = world.find('appointments', holderId);
  if (appointment === null) return world.find('blocks', holderId)?.reason ?? '';
  const names = appointment.clientIds.map((id) => world.find('clients', id)?.name ?? '');
  return names.filter((name) => name !== '').join(', ') || appointment.label;
}
