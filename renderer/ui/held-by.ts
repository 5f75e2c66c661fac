import type { View } from '#renderer/replica/desk.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

/** Who holds it, and at which desk; null when that hold is over. The person is unknown on a desk that just opened. */
export function heldBy(
  holdId: string,
  view: Pick<View, 'holds' | 'find'>,
): { readonly who: string; readonly desk: string } | null {
  const hold = view.holds.get().find(({ id }) => id === holdId);
  if (hold === undefined) return null;
  const who = view.find('people', hold.actorId)?.name ?? '';
  return { who: withoutOverrides(who || hold.deskName), desk: withoutOverrides(hold.deskName) };
}
