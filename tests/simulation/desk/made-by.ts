import type { Command } from '#shared/replication/protocol.ts';
import type { Collection } from '#shared/scheduling/world.ts';

/** Documents that are there from this command on, and never gone again. */
export function madeBy({ name, input }: Command): readonly (readonly [Collection, string])[] {
  if (typeof input !== 'object' || input === null) return [];
  if (name === 'appointment.book' && 'appointmentId' in input)
    return [['appointments', String(input.appointmentId)], ...newClientOf(input)];
  if (name === 'block.put' && 'blockId' in input) return [['blocks', String(input.blockId)]];
  if (name === 'series.create' && 'seriesId' in input)
    return [['series', String(input.seriesId)], ...newClientOf(input)];
  if (name === 'time-off.request' && 'timeOffId' in input) return [['timeOff', String(input.timeOffId)]];
  if (name === 'client.upsert' && 'id' in input) return [['clients', String(input.id)]];
  return [];
}

function newClientOf(input: object): readonly (readonly [Collection, string])[] {
  const client: unknown = 'client' in input ? input.client : null;
  if (typeof client !== 'object' || client === null || !('kind' in client && 'id' in client)) return [];
  return client.kind === 'new' ? [['clients', String(client.id)]] : [];
}
