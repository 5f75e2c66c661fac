import fc from 'fast-check';
import type { Intent } from '#shared/commands/command-definition.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import type { World } from '#shared/scheduling/world.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/builders/booking.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

/** What somebody does next, chosen by numbers so that a failing run shrinks. */
export type Act = {
  readonly kind: 'book' | 'move' | 'resize' | 'status' | 'cancel' | 'block' | 'unblock' | 'edit' | 'settle';
  readonly which: number;
  readonly slot: number;
  readonly choice: number;
};

export const anyAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('book', 'book', 'move', 'resize', 'status', 'cancel', 'block', 'unblock', 'edit', 'settle'),
  which: fc.integer({ min: 0, max: 5 }),
  slot: fc.integer({ min: 0, max: 15 }),
  choice: fc.integer({ min: 0, max: 7 }),
});

const resources = [clinic.anna, clinic.ben, clinic.room1, clinic.room2, clinic.gym] as const;

/** The act as an intent, on the picture that `world` shows; null where there is nothing to act on. */
export function toIntent({ kind, which, slot, choice }: Act, world: World): Intent | null {
  const appointmentId = id('appt', which);
  const start = plusMinutes(at('09:00'), slot * 15);
  const first = resources[choice % 2] ?? clinic.anna;
  const second = resources[2 + (choice % 3)] ?? clinic.gym;
  if (kind === 'book') {
    const serviceId = choice > 4 ? clinic.withBuffer : clinic.visit;
    const phases = [{ minutes: 15 + 15 * (choice % 4), resourceIds: [first, second] }];
    return booking({ appointmentId, start, serviceId, phases });
  }
  if (kind === 'block') {
    const input = { blockId: id('block', which), resourceId: second, start, end: plusMinutes(start, 30) };
    return { name: 'block.put', input: { ...input, kind: 'other', reason: '' } };
  }
  if (kind === 'unblock') return { name: 'block.remove', input: { blockId: id('block', which) } };
  const appointment = world.find('appointments', appointmentId);
  if (appointment === null) return null;
  const seen = seenPlacement(appointment);
  if (kind === 'move') {
    const [from] = appointmentResourceIds(appointment);
    const swaps = from === undefined || choice % 2 === 0 ? [] : [{ from, to: first }];
    return { name: 'appointment.move', input: { appointmentId, start, swaps, seen } };
  }
  if (kind === 'resize') {
    const end = plusMinutes(appointment.end, 15 * (choice - 3));
    return { name: 'appointment.resize', input: { appointmentId, start: appointment.start, end, seen } };
  }
  if (kind === 'settle') {
    const seenCommandId = appointment.displacement?.commandId;
    if (seenCommandId === undefined) return null;
    return { name: 'appointment.settle', input: { appointmentId, seenCommandId, note: `told them ${choice}` } };
  }
  if (kind === 'cancel') return { name: 'appointment.cancel', input: { appointmentId, reason: 'ill' } };
  if (kind === 'edit') {
    const notes = { from: appointment.notes, to: `note ${choice}` };
    return { name: 'appointment.edit-details', input: { appointmentId, notes } };
  }
  const to = appointmentStatuses[choice] ?? 'booked';
  const resourceIds = [...seen.resourceIds];
  return {
    name: 'appointment.change-status',
    input: { appointmentId, to, seenStatus: appointment.status, resourceIds },
  };
}
