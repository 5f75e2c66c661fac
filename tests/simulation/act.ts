import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { seenPlacement } from '#shared/commands/placement.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import { appointmentResourceIds } from '#shared/scheduling/appointment.ts';
import { appointmentStatuses } from '#shared/scheduling/appointment-status.ts';
import { plusMinutes } from '#shared/time/instant.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { choice, fate, pick } from '#tests/simulation/fate.ts';
import type { Action, ActionKind } from '#tests/simulation/options.ts';
import { slotStart } from '#tests/simulation/sim-clinic.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';

const DAY_MS = 86_400_000;

/** One action of one seed; everything about it follows from its number and from what its desk shows. */
type Turn = {
  readonly world: SimWorld;
  readonly action: Action;
  readonly desk: SimDesk;
  readonly luck: (aspect: string) => number;
  readonly among: (aspect: string, count: number) => number;
};

export function act(world: SimWorld, action: Action): void {
  const { seed } = world;
  const desk = pick(world.desks, seed, action.index, 'desk');
  const turn: Turn = {
    world,
    action,
    desk,
    luck: (aspect) => fate(seed, action.index, aspect),
    among: (aspect, count) => choice(count, seed, action.index, aspect),
  };
  deeds[action.kind](turn);
}

const deeds: Readonly<Record<ActionKind, (turn: Turn) => void>> = {
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
      const start = slotStart(turn.among('slot', turn.world.options.slots));
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
    const start = slotStart(turn.among('slot', turn.world.options.slots));
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
    if (refused !== undefined)
      desk.process?.log.dismiss(refused.command.id, desk.place.person.id).catch(() => undefined);
  },
  'place-displaced': (turn) => {
    const waiting = turn.desk.process?.view.displaced() ?? [];
    const visit = waiting[turn.among('displaced', waiting.length)];
    if (visit === undefined) return;
    const start = slotStart(turn.among('slot', turn.world.options.slots));
    send(turn, {
      name: 'appointment.move',
      input: { appointmentId: visit.id, start, swaps: [], seen: seenPlacement(visit) },
    });
  },
  'reuse-id': ({ desk }) => {
    const [last] = [...desk.acknowledged.values()].slice(-1);
    if (last === undefined || desk.isLost(last.command.id)) return;
    // Only once the first one is on record is it known which of the two is the impostor.
    if (desk.process?.log.find(last.command.id)?.state !== 'decided') return;
    desk.sendRaw([{ ...last.command, input: { ...Object(last.command.input), reason: 'another' } }]);
  },
  'crash-desk': ({ world, desk, among }) => {
    desk.crash();
    world.time.after(200 + among('down', 6_000), () => desk.start());
  },
  'copy-profile': ({ world, desk }) => world.copyDesk(desk),
  cut: ({ desk }) => desk.link.cut('both'),
  'cut-replies': ({ desk }) => desk.link.cut('replies'),
  mend: ({ desk }) => {
    desk.link.mend();
    desk.process?.syncNow();
  },
  'fill-disk': ({ desk }) => void (desk.isDiskFull = true),
  'empty-disk': ({ world }) => world.desks.forEach((desk) => void (desk.isDiskFull = false)),
  'set-clock': ({ desk, luck }) => void (desk.clockOffsetMs = Math.round((luck('clock') - 0.5) * 4 * DAY_MS)),
  night: ({ world }) => {
    world.coverage.nights += 1;
    world.time.sleep(3 * DAY_MS);
    for (const { link } of world.desks) for (const end of link.streams) end();
  },
  'kill-server': ({ world, among }) => {
    if (!world.server.isUp) return;
    world.server.kill();
    world.time.after(100 + among('down', 4_000), () => world.server.start());
  },
  'kill-database': ({ world }) => world.server.killDatabase(),
  'back-up': ({ world }) => void (world.backup = world.engine.backUp()),
  restore: ({ world, among }) => {
    if (world.backup !== null) restore(world, world.backup, among('down', 3_000));
  },
  'move-engine': ({ world, among }) => {
    world.server.kill();
    restore(world, world.engine.backUp(), among('down', 3_000));
  },
  'revoke-role': ({ world, desk, luck }) => {
    const isOffline = desk.link.isCut || (desk.process?.log.pending().length ?? 0) > 0;
    if (isOffline) world.coverage.roleRevokedOffline += 1;
    const change = luck('how') < 0.5 ? { isActive: false } : { role: 'practitioner' as const };
    world.changePerson(world.clinicOf(desk), desk.place.person.id, () => change);
  },
  'give-role': ({ world, desk }) =>
    world.changePerson(world.clinicOf(desk), desk.place.person.id, () => ({ isActive: true, role: 'receptionist' })),
  deactivate: (turn) => setActive(turn, false),
  activate: (turn) => setActive(turn, true),
};

function restore(world: SimWorld, backup: NonNullable<SimWorld['backup']>, downMs: number): void {
  world.server.restore(backup);
  world.time.after(100 + downMs, () => world.server.start());
}

function setActive(turn: Turn, isActive: boolean): void {
  const id = pickResource(turn, 'resource');
  send(turn, { name: 'resource.upsert', input: { id, set: { isActive }, was: { isActive: !isActive } } });
}

function send({ desk, luck, world, action }: Turn, intent: CommandIntent, evenIfTaken = luck('even') < 0.6): void {
  const commandId = intent.name === 'appointment.book' ? commandIdOf(intent.input, desk) : desk.newId();
  desk.submit(intent, { commandId, evenIfTaken, label: `action ${action.index}` }).catch((error) => world.fail(error));
}

/** Made when the form opens, as the visit's own id is: a double click has both twice. */
function commandIdOf({ appointmentId }: BookAppointment, _desk: SimDesk): string {
  return appointmentId.replace(/^.{8}/, '636d6400');
}

function booking(turn: Turn, desk: SimDesk): Extract<CommandIntent, { name: 'appointment.book' }> {
  const { world, among, luck } = turn;
  const clinic = world.clinicOf(desk);
  const first = pickResource(turn, 'first', desk);
  const second = pickResource(turn, 'second', desk);
  const resourceIds = first === second || luck('both') < 0.4 ? [first] : [first, second];
  const other = clinic.resourceIds.find((id) => !resourceIds.includes(id));
  const isFlexible = other !== undefined && luck('flexible') < 0.3;
  const clients = [...(desk.process?.view.view.all('clients').keys() ?? [])];
  const known = clients[among('client', clients.length + 1)];
  const isNew = luck('new-client') < 0.2;
  return {
    name: 'appointment.book',
    input: {
      appointmentId: desk.newId('appt'),
      locationId: clinic.locationId,
      serviceId: clinic.serviceIds[among('service', 2)] ?? '',
      client: isNew
        ? { kind: 'new', id: desk.newId('clnt'), name: 'Somebody new', phone: '' }
        : known === undefined
          ? { kind: 'nobody' }
          : { kind: 'known', id: known },
      label: 'Somebody',
      start: slotStart(among('slot', world.options.slots)),
      phases: [{ minutes: 15 * (1 + among('length', 3)), resourceIds }],
      substitutes: isFlexible ? [{ resourceId: first, alternativeIds: [other] }] : [],
      status: luck('status') < 0.9 ? 'booked' : 'waitlist',
      source: 'desk',
      notes: '',
    },
  };
}

function pickResource({ world, among, desk: own }: Turn, aspect: string, desk = own): string {
  const clinic = world.clinicOf(desk);
  const ids = clinic.resourceIds;
  return ids[among(aspect, ids.length)] ?? '';
}

function withVisit(turn: Turn, toIntent: (visit: Appointment) => CommandIntent | null): void {
  const visits = [...(turn.desk.process?.view.view.all('appointments').values() ?? [])];
  const visit = visits[turn.among('visit', visits.length)];
  const intent = visit === undefined ? null : toIntent(visit);
  if (intent !== null) send(turn, intent);
}
