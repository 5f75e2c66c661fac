import type { OwnHold, PlaceHold } from '#shared/replication/holds.ts';
import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { Outage as DatabaseOutage } from '#server/database/outage.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';
import { createStore } from '#renderer/replica/store.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import { type HoldPlacement, nothingHeld, shownHold } from '#renderer/replica/holds/hold-model.ts';
import { booking } from '#tests/simulation/actions/booking.ts';
import { commandIdOf, type Deed, pickStart, type Turn } from '#tests/simulation/actions/turn.ts';
import type { DeskProcess } from '#tests/simulation/desk/desk-process.ts';
import { ServerGone } from '#tests/simulation/sim-server.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** Somebody chooses a time, and then books it, lets it go, waits too long, or is never heard of again. */
export const holdDeeds = {
  hold: (turn) => {
    const intent = booking(turn, turn.desk);
    const hold = { id: turn.desk.newId('hold'), ownerToken: turn.desk.newId('tokn') };
    turn.world.time.after(20, () => void begin(turn, intent.input, hold).catch((error) => turn.world.fail(error)));
  },
  /** The form of the product, with its own hand: it asks again, counts down, and gives back what it cannot use. */
  'hold-form': (turn) => {
    const { desk, world, luck } = turn;
    const process = desk.process;
    if (process?.isOpen !== true) return;
    const intent = booking(turn, desk);
    const hand = process.holds.open();
    hand.choose(placementOf(intent.input));
    const start = pickStart(turn);
    if (luck('again') < 0.3) world.time.after(600, () => hand.choose({ ...placementOf(intent.input), start }));
    if (luck('extend') < 0.3) world.time.after(3_000, () => hand.extend());
    const chosen = luck('again') < 0.3 ? { ...intent.input, start } : intent.input;
    world.time.after(8_000 * luck('when'), () => {
      if (process.isDead) return;
      if (luck('close') < 0.2) return hand.close();
      const options = { commandId: commandIdOf(chosen), evenIfTaken: luck('even') < 0.5, hold: hand };
      const submitted = desk.submitIn(process, { ...intent, input: chosen }, options);
      submitted.catch((error) => world.fail(error)).finally(() => hand.close());
    });
  },
} satisfies Record<string, Deed>;

async function begin(turn: Turn, visit: BookAppointment, hold: OwnHold): Promise<void> {
  const { desk, world, luck } = turn;
  const { process } = desk;
  if (process?.isOpen !== true) return;
  const { line } = process;
  const placed = await answered(process, () => line.placeHold(placing(turn, visit, hold)));
  if (placed?.kind !== 'held') return;
  world.coverage.holdsPlaced += 1;
  await stealing(turn, hold);
  const what = luck('hold');
  if (what < 0.05) return;
  if (what < 0.1) return void (await answered(process, () => line.releaseHold(hold)));
  const extended = what < 0.2 ? await answered(process, () => line.extendHold(hold)) : null;
  const { expiresAt } = extended?.kind === 'held' ? extended.hold : placed.hold;
  const isLate = luck('late') < 0.75;
  const leftMs = expiresAt - world.server.now();
  world.time.after(isLate ? leftMs + 2_000 * (luck('when') - 0.4) : 3_000 * luck('when'), () =>
    confirm(turn, visit, hold),
  );
}

/** Like a person who tries again: the same request, and so the same hold (HD2). Null: nobody knows what became of it. */
async function answered<Answer>(process: DeskProcess, ask: () => Promise<Answer>): Promise<Answer | null> {
  for (let tries = 0; tries < 3 && !process.isDead; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      asOutage(error);
    }
  }
  return null;
}

/** Only who has the token lets go of it, whoever else asks. */
async function stealing({ desk, world }: Turn, hold: OwnHold): Promise<void> {
  // A restore may have come before the answer: a server that knows no such hold has nothing to keep from anybody (HD2).
  const isThere = world.server.knowsHold(desk.place.identity.tenantId, hold.id);
  const epoch = world.redisWatch?.epoch;
  try {
    const thief = { id: hold.id, ownerToken: desk.newId('tokn') };
    const { kind } = await world.server.hold((holds) => holds.release(desk.place.identity, thief));
    // Nor has one whose Redis has forgotten it meanwhile, or is not there to be asked (RS4, RS6).
    const isKept = isThere && epoch === world.redisWatch?.epoch;
    if (isKept && kind !== 'not-owner') world.fail(new Violation('I5', `${hold.id} was released by somebody else`));
  } catch (error) {
    if (!(error instanceof DatabaseOutage || error instanceof ServerGone)) throw error;
  }
}

function confirm({ desk, world }: Turn, visit: BookAppointment, hold: OwnHold): void {
  const options = { commandId: commandIdOf(visit), evenIfTaken: true, hold: presenting(hold) };
  desk.submit({ name: 'appointment.book', input: visit }, options).catch((error) => world.fail(error));
}

function placing({ desk }: Turn, visit: BookAppointment, hold: OwnHold): PlaceHold {
  return { ...hold, ...placementOf(visit), phases: visit.phases, actorId: desk.place.person.id, replaces: null };
}

function placementOf({ locationId, start, phases }: BookAppointment): HoldPlacement {
  return { locationId, start, phases, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, appointmentId: null };
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
