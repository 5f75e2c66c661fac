import type { Repair } from '#shared/scheduling/repairs.ts';
import type { Message } from '#renderer/conflicts/draft-message.ts';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

export type Outcome = Repair | 'cancelled' | 'waiting';

/** What the client of a case is told about an outcome; null where there is nobody to tell, or nothing was to take place. */
export function useCaseMessage(): (one: InboxCase, outcome: Outcome) => Message | null {
  const { view, tenantName } = useDesk();
  const clinic = useStore(tenantName);
  return (one, outcome) => {
    const { contact, wanted, zone, serviceId, appointment } = one;
    if (contact.clientName === null || wanted === null || zone === null) return null;
    const repair = typeof outcome === 'string' ? null : outcome;
    const name = (id: string): string => withoutOverrides(view.find('resources', id)?.name ?? '');
    // A move that was refused leaves the visit where the client knows it to be.
    const isPlaced = appointment !== null && appointment.displacement === null;
    return {
      kind: typeof outcome === 'string' ? outcome : outcome.kind,
      clientName: withoutOverrides(contact.clientName),
      clinic,
      service: serviceId === null ? '' : (view.find('services', serviceId)?.name ?? ''),
      from: isPlaced ? appointment.start : wanted.start,
      to: repair?.start ?? wanted.start,
      zone,
      instead: repair === null ? '' : repair.swaps.map(({ to }) => name(to)).join(', '),
    };
  };
}
