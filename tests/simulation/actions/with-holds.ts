import type { OwnHold, PlaceHold } from '#shared/replication/holds.ts';
import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { Outage } from '#server/database/outage.ts';
import { createStore } from '#renderer/replica/store.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { nothingHeld, shownHold } from '#renderer/replica/holds/hold-model.ts';
import { booking } from '#tests/simulation/actions/booking.ts';
import { commandIdOf, type Deed, type Turn } from '#tests/simulation/actions/turn.ts';
import { HOLD_MS } from '#tests/simulation/sim-world.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Somebody chooses a time, and then books it, lets it go, waits too long, or is never heard of again. */
export const holdDeeds = {
  hold: (turn) => {
    const intent = booking(turn, turn.desk);
    const hold = { id: turn.desk.newId('hold'), ownerToken: turn.desk.newId('tokn') };
    turn.world.time.after(20, () => void begin(turn, intent.input, hold).catch((error) => unlessGone(turn, error)));
  },
} satisfies Record<string, Deed>;

/** Where the server is gone or busy, nothing is held, or the hold ends by itself. */
function unlessGone({ world }: Turn, error: unknown): void {
  if (!(error instanceof Outage)) world.fail(error);
}

async function begin(turn: Turn, visit: BookAppointment, hold: OwnHold): Promise<void> {
  const { desk, world, luck } = turn;
  if (desk.link.isCut || !world.server.isUp) return;
  const { holds } = world.server;
  if ((await holds.place(desk.place.identity, placing(turn, visit, hold))).kind !== 'held') return;
  const thief = await holds.release(desk.place.identity, { id: hold.id, ownerToken: desk.newId('tokn') });
  if (thief.kind !== 'not-owner') world.fail(new Violation('I5', `${hold.id} was released by somebody else`));
  const what = luck('hold');
  if (what < 0.05) return;
  if (what < 0.1) return void (await holds.release(desk.place.identity, hold));
  if (what < 0.2) await holds.extend(desk.place.identity, hold);
  const isLate = luck('late') < 0.75;
  const afterMs = isLate ? HOLD_MS + 2_000 * (luck('when') - 0.4) : 3_000 * luck('when');
  world.time.after(afterMs, () => confirm(turn, visit, hold));
}

function confirm({ desk, world }: Turn, visit: BookAppointment, hold: OwnHold): void {
  const options = { commandId: commandIdOf(visit), evenIfTaken: true, hold: presenting(hold) };
  desk.submit({ name: 'appointment.book', input: visit }, options).catch((error) => world.fail(error));
}

function placing({ desk }: Turn, { locationId, start, phases }: BookAppointment, hold: OwnHold): PlaceHold {
  const wanted = { locationId, start, phases, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  return { ...hold, ...wanted, actorId: desk.place.person.id, appointmentId: null, replaces: null };
}

/** A hand whose clock does not say that the hold is over: the server's does. */
function presenting(credential: OwnHold): HoldHandle {
  return {
    state: createStore(shownHold(nothingHeld)),
    choose: () => {},
    again: () => {},
    extend: () => {},
    close: () => {},
    present: () => ({ kind: 'live', credential }),
    used: () => {},
    kept: () => {},
  };
}
