import { managerRoles } from '#shared/commands/command-definition.ts';
import type { Role } from '#shared/scheduling/person.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

/** Whether the person at the desk may change the clinic's settings; the server judges again. */
export function useMayChange(): { readonly mayChange: boolean; readonly role: Role | null } {
  const session = useStore(useDesk().session);
  const role = session.state === 'signed-in' ? session.person.role : null;
  return { mayChange: managerRoles.some((one) => one === role), role };
}
