import { bookAppointment } from '#shared/commands/book-appointment.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { World } from '#shared/scheduling/world.ts';
import { stringOf } from '#renderer/conflicts/string-of.ts';

/** Whom a case is about, and how to reach them; empty texts where nobody has written it down. */
export type CaseContact = {
  /** As lists show it: the client, or what stands for one. */
  readonly who: string;
  /** As a message greets them; null where nobody is named. */
  readonly clientName: string | null;
  readonly phone: string;
  readonly email: string;
};

export function visitContact({ clientIds, label }: Appointment, world: World): CaseContact {
  const clients = clientIds.flatMap((id) => world.find('clients', id) ?? []);
  const [first] = clients;
  return {
    who: clients.map(({ name }) => name).join(', ') || label,
    clientName: first?.name ?? (label === '' ? null : label),
    phone: first?.phone ?? '',
    email: first?.email ?? '',
  };
}

/** Of a visit that does not exist: whom the refused booking named, or the resource that a block was to take. */
export function bookedContact(input: unknown, world: World): CaseContact {
  const booking = bookAppointment.schema.safeParse(input);
  if (!booking.success) {
    const resourceId = stringOf(input, 'resourceId');
    const who = resourceId === null ? '' : (world.find('resources', resourceId)?.name ?? '');
    return { who, clientName: null, phone: '', email: '' };
  }
  const { client, label } = booking.data;
  if (client.kind === 'nobody') return { who: label, clientName: label === '' ? null : label, phone: '', email: '' };
  const found = client.kind === 'new' ? { email: '', ...client } : world.find('clients', client.id);
  const clientName = found?.name ?? null;
  return { who: clientName ?? label, clientName, phone: found?.phone ?? '', email: found?.email ?? '' };
}
