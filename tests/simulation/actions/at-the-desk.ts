import { seenPlacement } from '#shared/commands/placement.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import { booking } from '#tests/simulation/actions/booking.ts';
import { type Deed, pickResource, pickStart, send, withVisit } from '#tests/simulation/actions/turn.ts';

/** What people do at a desk. */
export const deskDeeds = {
  book: (turn) => {
    const intent = booking(turn, turn.desk);
    send(turn, intent);
    // A double click.
    if (turn.luck('twice') < 0.15) send(turn, intent);
  },
  rush: (turn) => {
    for (const desk of turn.world.desks)
      if (desk.place.tenant === turn.desk.place.tenant) send({ ...turn, desk }, booking(turn, desk), true);
  },
  move: (turn) =>
    withVisit(turn, (visit) => {
      const [from] = appointmentResourceIds(visit);
      const to = pickResource(turn, 'to');
      const swaps = from === undefined || from === to || turn.luck('swap') < 0.5 ? [] : [{ from, to }];
      const start = pickStart(turn);
      return { name: 'appointment.move', input: { appointmentId: visit.id, start, swaps, seen: seenPlacement(visit) } };
    }),
  resize: (turn) =>
    withVisit(turn, (visit) => {
      const end = plusMinutes(visit.start, 15 * (1 + turn.among('length', 4)));
      const { id: appointmentId, start } = visit;
      return { name: 'appointment.resize', input: { appointmentId, start, end, seen: seenPlacement(visit) } };
    }),
  status: (turn) =>
    withVisit(turn, (visit) => {
      const to = appointmentStatuses[turn.among('status', appointmentStatuses.length)] ?? 'booked';
      if (to === 'cancelled') return null;
      const resourceIds = [...appointmentResourceIds(visit)];
      return {
        name: 'appointment.change-status',
        input: { appointmentId: visit.id, to, seenStatus: visit.status, resourceIds },
      };
    }),
  cancel: (turn) =>
    withVisit(turn, ({ id }) => ({ name: 'appointment.cancel', input: { appointmentId: id, reason: 'ill' } })),
  edit: (turn) =>
    withVisit(turn, ({ id, notes }) => ({
      name: 'appointment.edit-details',
      input: { appointmentId: id, notes: { from: notes, to: `${notes} note ${turn.action.index}`.slice(-300) } },
    })),
  'edit-rush': (turn) => {
    const [visit] = [...(turn.desk.process?.view.view.all('appointments').keys() ?? [])];
    for (const desk of turn.world.desks) {
      const seen = visit === undefined ? null : (desk.process?.view.view.find('appointments', visit) ?? null);
      if (seen === null) continue;
      const notes = { from: seen.notes, to: `${seen.notes} ${desk.name}`.slice(-300) };
      send({ ...turn, desk }, { name: 'appointment.edit-details', input: { appointmentId: seen.id, notes } });
    }
  },
  client: (turn) => {
    const known = [...(turn.desk.process?.view.view.all('clients').values() ?? [])];
    const one = known[turn.among('client', known.length + 1)];
    const name = `Client ${turn.action.index}`;
    if (one === undefined) {
      const set = { name, phone: '', email: '', notes: '', birthDate: null, isActive: true };
      return send(turn, { name: 'client.upsert', input: { id: turn.desk.newId('clnt'), set, was: null } });
    }
    send(turn, { name: 'client.upsert', input: { id: one.id, set: { name }, was: { name: one.name } } });
  },
  block: (turn) => {
    const start = pickStart(turn);
    const end = plusMinutes(start, 15 * (1 + turn.among('length', 3)));
    const input = { blockId: turn.desk.newId('blck'), resourceId: pickResource(turn, 'on'), start, end };
    send(turn, { name: 'block.put', input: { ...input, kind: 'other', reason: '' } });
  },
  unblock: (turn) => {
    const blocks = [...(turn.desk.process?.view.view.all('blocks').values() ?? [])];
    const one = blocks[turn.among('block', blocks.length)];
    if (one !== undefined) send(turn, { name: 'block.remove', input: { blockId: one.id } });
  },
  undo: ({ desk }) => void desk.step('undo'),
  redo: ({ desk }) => void desk.step('redo'),
  dismiss: ({ desk }) => {
    const refused = desk.process?.log.decided().find(({ verdict }) => verdict?.kind === 'refused');
    if (refused !== undefined) desk.process?.dismiss(refused.command.id, desk.place.person.id).catch(() => undefined);
  },
  'place-displaced': (turn) => {
    const waiting = turn.desk.process?.view.displaced() ?? [];
    const visit = waiting[turn.among('displaced', waiting.length)];
    if (visit === undefined) return;
    const start = pickStart(turn);
    send(turn, {
      name: 'appointment.move',
      input: { appointmentId: visit.id, start, swaps: [], seen: seenPlacement(visit) },
    });
  },
} satisfies Record<string, Deed>;
