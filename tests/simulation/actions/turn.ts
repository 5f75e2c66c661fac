import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import type { Action } from '#tests/simulation/options.ts';
import { slotStart } from '#tests/simulation/sim-clinic.ts';
import type { SimWorld } from '#tests/simulation/sim-world.ts';

const WEEK_MS = 7 * 86_400_000;

/** One action of one seed; everything about it follows from its number and from what its desk shows. */
export type Turn = {
  readonly world: SimWorld;
  readonly action: Action;
  readonly desk: SimDesk;
  readonly luck: (aspect: string) => number;
  readonly among: (aspect: string, count: number) => number;
};
export type Deed = (turn: Turn) => void;

export function send(
  { desk, luck, world, action }: Turn,
  intent: CommandIntent,
  evenIfTaken = luck('even') < 0.6,
): void {
  const commandId = intent.name === 'appointment.book' ? commandIdOf(intent.input) : desk.newId();
  desk.submit(intent, { commandId, evenIfTaken, label: `action ${action.index}` }).catch((error) => world.fail(error));
}

/** Made when the form opens, as the visit's own id is: a double click has both twice. */
export function commandIdOf({ appointmentId }: BookAppointment): string {
  return appointmentId.replace(/^.{8}/, '636d6400');
}

/** One of the few slots, as this desk's tables of time zones have it. */
export function pickStart({ among, world, desk }: Turn): Instant {
  return slotStart(among('slot', world.options.slots), desk.zoneShiftMs + world.weeksOn * WEEK_MS);
}

export function pickResource({ world, among, desk: own }: Turn, aspect: string, desk = own): string {
  const ids = world.clinicOf(desk).resourceIds;
  return ids[among(aspect, ids.length)] ?? '';
}

export function withVisit(turn: Turn, toIntent: (visit: Appointment) => CommandIntent | null): void {
  const visits = [...(turn.desk.process?.view.view.all('appointments').values() ?? [])];
  const visit = visits[turn.among('visit', visits.length)];
  const intent = visit === undefined ? null : toIntent(visit);
  if (intent !== null) send(turn, intent);
}
