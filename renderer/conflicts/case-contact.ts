import { bookAppointment } from '#shared/commands/book-appointment.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { World } from '#shared/scheduling/world.ts';
import { stringOf, valueOf } from '#renderer/conflicts/string-of.ts';

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

/** Of a command about no visit that is here: whom the refused booking named, or what was to be changed. */
export function bookedContact({ name, input }: Intent, world: World): CaseContact {
  const booking = bookAppointment.schema.safeParse(input);
  if (!booking.success) return { who: whatOf(name, input, world), clientName: null, phone: '', email: '' };
  const { client, label } = booking.data;
  if (client.kind === 'nobody') return { who: label, clientName: label === '' ? null : label, phone: '', email: '' };
  const found = client.kind === 'new' ? { email: '', ...client } : world.find('clients', client.id);
  const clientName = found?.name ?? null;
  return { who: clientName ?? label, clientName, phone: found?.phone ?? '', email: found?.email ?? '' };
}

const changedCollection = {
  'client.upsert': 'clients',
  'location.upsert': 'locations',
  'resource.upsert': 'resources',
  'service.upsert': 'services',
} as const;

/** What is called by a name: the document as it is here, or as it was to be. */
function whatOf(command: string, input: unknown, world: World): string {
  const id = stringOf(input, 'id') ?? '';
  const known = Object.entries(changedCollection).find(([name]) => name === command)?.[1];
  if (known !== undefined) return (world.find(known, id)?.name ?? stringOf(valueOf(input, 'set'), 'name')) || '';
  if (command === 'desk.rename') return stringOf(input, 'name') ?? '';
  if (command.startsWith('series.')) return seriesName(input, world);
  const about =
    world.find('timeOff', stringOf(input, 'timeOffId') ?? '') ?? world.find('blocks', stringOf(input, 'blockId') ?? '');
  const resourceId = stringOf(input, 'resourceId') ?? about?.resourceId ?? '';
  return world.find('resources', resourceId)?.name ?? '';
}

function seriesName(input: unknown, world: World): string {
  const clientId = stringOf(valueOf(input, 'client'), 'id') ?? '';
  const series = world.find('series', stringOf(input, 'seriesId') ?? '');
  const names = [clientId, ...(series?.clientIds ?? [])].flatMap((id) => world.find('clients', id)?.name ?? []);
  return names.join(', ') || (stringOf(input, 'label') ?? series?.label ?? '');
}
