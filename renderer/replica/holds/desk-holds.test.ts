import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Conflict } from '#shared/scheduling/conflict.ts';
import type { PublicHold } from '#shared/replication/holds.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { DeskHolds, type HoldsMessage } from '#renderer/replica/holds/desk-holds.ts';
import type { HoldAnswer, HoldCredential, HoldPlacement, HoldRequest } from '#renderer/replica/holds/hold-model.ts';
import { at, clinic, id } from '#tests/builders/clinic.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LATENCY_MS = 50;
const HOLD_MINUTES = 5;
const placement: HoldPlacement = {
  appointmentId: null,
  locationId: clinic.location,
  start: at('10:00'),
  phases: [{ minutes: 30, resourceIds: [clinic.anna] }],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
};

/** Keeps one time for whoever asks first, and answers after a while; its clock has nothing to do with the desks'. */
class OneTimeServer {
  readonly holds = new Map<string, PublicHold>();
  readonly log: string[] = [];
  readonly #startedAt = performance.now();
  onChange: () => void = () => undefined;

  now(): Instant {
    return instant(at('09:00') + performance.now() - this.#startedAt);
  }

  async ask(request: HoldRequest, credential: HoldCredential, deskId: string): Promise<HoldAnswer> {
    await sleep(LATENCY_MS / 2);
    const answer = this.#answer(request, credential, deskId);
    this.log.push(`${request.kind} ${answer.kind}`);
    this.onChange();
    await sleep(LATENCY_MS / 2);
    return answer;
  }

  async list() {
    const list = { holds: this.#live(), serverTime: this.now() };
    await sleep(LATENCY_MS / 2);
    return list;
  }

  #answer(request: HoldRequest, credential: HoldCredential, deskId: string): HoldAnswer {
    if (request.kind === 'release') {
      this.holds.delete(credential.id);
      return { kind: 'ended' };
    }
    const now = this.now();
    if (request.kind === 'place' && this.#live().length > 0)
      return { kind: 'taken', conflicts: this.#live().map(asConflict) };
    if (request.kind === 'extend' && !this.#live().some((one) => one.id === credential.id)) return { kind: 'ended' };
    const who = { deskId, deskName: deskId, actorId: clinic.receptionist, appointmentId: null };
    const times = { placedAt: now, expiresAt: plusMinutes(now, HOLD_MINUTES) };
    const claims = [{ resourceId: clinic.anna, lane: 0, start: at('10:00'), end: at('10:30'), part: 'visit' as const }];
    const hold = { id: credential.id, ...who, claims, ...times };
    this.holds.set(credential.id, hold);
    return { kind: 'held', hold };
  }

  #live(): PublicHold[] {
    return [...this.holds.values()].filter(({ expiresAt }) => expiresAt > this.now());
  }
}

function asConflict({ id: holderId }: PublicHold): Conflict {
  return { resourceId: clinic.anna, reason: 'held', holderId, start: at('10:00'), end: at('10:30') };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
let made = 0;

function desk(server: OneTimeServer, deskId: string) {
  let say: (message: HoldsMessage) => void = () => undefined;
  const shown: (readonly string[])[] = [];
  const abandoned: string[] = [];
  let others: readonly PublicHold[] = [];
  const holds = new DeskHolds({
    ask: (request, credential) => server.ask(request, credential, deskId),
    list: () => server.list(),
    setMinutes: (minutes) => Promise.resolve({ kind: 'set', minutes }),
    abandon: (credential) => void abandoned.push(credential.id),
    isOnline: () => true,
    newCredential: () => {
      made += 1;
      return { id: id('hold', made), ownerToken: id('token', made) };
    },
    show: (next) => {
      others = next;
      shown.push(next.map((one) => one.id));
    },
    deskId: () => deskId,
    say: (message) => say(message),
    // Two days off.
    wallNow: () => instant(server.now() + 2 * 86_400_000),
    report: () => undefined,
  });
  const stir = () => holds.heed('holds');
  const onSay = (listener: typeof say): void => void (say = listener);
  return { holds, stir, shown, onSay, abandoned, others: () => others.map((one) => one.id) };
}

function twoDesks() {
  const server = new OneTimeServer();
  const [here, there] = [desk(server, id('desk', 1)), desk(server, id('desk', 2))];
  server.onChange = () => {
    here.stir();
    there.stir();
  };
  here.holds.heed('hello');
  there.holds.heed('hello');
  return { server, here, there };
}

test('[HU5] the other desk sees the hold, the owner never does, though the list overtakes the answer', async () => {
  const { here, there } = twoDesks();
  const hold = here.holds.open();
  hold.choose(placement);
  await passes(1_000);
  expect(hold.state.get().kind).toBe('held');
  expect(there.others()).toHaveLength(1);
  expect(here.shown.flat()).toEqual([]);
});

test('[HU2] closing the form frees the time for others', async () => {
  const { server, here, there } = twoDesks();
  const hold = here.holds.open();
  hold.choose(placement);
  await passes(1_000);
  hold.close();
  await passes(LATENCY_MS * 2);
  expect(server.holds.size).toBe(0);
  expect(there.others()).toEqual([]);
});

test('[HU1] somebody who looks through ten times asks for the last one', async () => {
  const { server, here } = twoDesks();
  const hold = here.holds.open();
  for (let step = 0; step < 10; step += 1) {
    hold.choose({ ...placement, start: plusMinutes(placement.start, step * 15) });
    await passes(30);
  }
  await passes(1_000);
  expect(server.log).toEqual(['place held']);
});

test('[HU3] a hold of a desk that crashed vanishes at its end without another word, on a desk two days off', async () => {
  const { here, there } = twoDesks();
  here.holds.open().choose(placement);
  await passes(1_000);
  const changes = there.shown.length;
  await passes(HOLD_MINUTES * 60_000 - 3_000);
  expect(there.others()).toHaveLength(1);
  await passes(3_000);
  expect(there.others()).toEqual([]);
  expect(there.shown.length).toBeGreaterThan(changes);
});

test('[HU3] its own form shows the end, and what is saved then is told so', async () => {
  const { here } = twoDesks();
  const hold = here.holds.open();
  hold.choose(placement);
  await passes(1_000);
  expect(hold.present().kind).toBe('live');
  hold.kept();
  await passes(HOLD_MINUTES * 60_000);
  expect(hold.state.get()).toEqual({ kind: 'expired' });
  expect(hold.present()).toEqual({ kind: 'expired' });
  hold.kept();
  hold.again();
  await passes(1_000);
  expect(hold.state.get().kind).toBe('held');
});

test('[HU7] commands wait until what a closed form had asked for is given back', async () => {
  const { server, here } = twoDesks();
  const hold = here.holds.open();
  hold.choose(placement);
  await passes(130);
  expect(hold.present()).toEqual({ kind: 'none' });
  hold.used();
  let isSettled = false;
  void here.holds.settled().then(() => (isSettled = true));
  await passes(LATENCY_MS / 2);
  expect(isSettled).toBe(false);
  await passes(LATENCY_MS * 2);
  expect(isSettled).toBe(true);
  expect(server.holds.size).toBe(0);
});

test('[HU7] what a command took along is not given back', async () => {
  const { server, here } = twoDesks();
  const hold = here.holds.open();
  hold.choose(placement);
  await passes(1_000);
  hold.present();
  hold.used();
  await here.holds.settled();
  await passes(1_000);
  expect(server.holds.size).toBe(1);
  expect(server.log).toEqual(['place held']);
});

test('[HU2] a page that goes gives back everything, also what is being asked for', async () => {
  const { here } = twoDesks();
  here.holds.open().choose(placement);
  await passes(130);
  here.holds.abandon();
  expect(here.abandoned).toHaveLength(1);
});

test('[HU1] somebody who waits for a time gets it when the other lets go', async () => {
  const { here, there } = twoDesks();
  const first = here.holds.open();
  first.choose(placement);
  await passes(1_000);
  const second = there.holds.open();
  second.choose(placement);
  await passes(1_000);
  expect(second.state.get().kind).toBe('lost');
  first.close();
  await passes(1_000);
  expect(second.state.get().kind).toBe('held');
});

/** Two windows of one desk; only the first hears the server, as the one that leads. */
function twoWindows() {
  const server = new OneTimeServer();
  const first = desk(server, id('desk', 1));
  const second = desk(server, id('desk', 1));
  first.onSay((message) => second.holds.hear(message));
  second.onSay((message) => first.holds.hear(message));
  server.onChange = first.stir;
  first.holds.heed('hello');
  return { server, first, second };
}

test('[HU9] what one window of a desk holds is not somebody else’s in the other', async () => {
  const { first, second } = twoWindows();
  first.holds.open().choose(placement);
  await passes(1_000);
  expect(second.others()).toEqual([]);
  expect(second.holds.port().heldHere.get()).toHaveLength(1);
  expect(first.holds.port().heldHere.get()).toEqual([]);
});

test('[HU9] the window that chooses the same time later has it, and the first is told that its hold has ended', async () => {
  const { server, first, second } = twoWindows();
  const before = first.holds.open();
  before.choose(placement);
  await passes(1_000);
  const after = second.holds.open();
  after.choose(placement);
  await passes(1_000);
  expect(after.state.get().kind).toBe('held');
  expect(before.state.get()).toEqual({ kind: 'expired' });
  expect(server.holds.size).toBe(1);
});

test('[HU9] a command of either window does not meet the hold of the other', async () => {
  const { server, first, second } = twoWindows();
  const before = first.holds.open();
  before.choose(placement);
  await passes(1_000);
  const claim = { resourceId: clinic.anna, lane: 0, start: at('10:00'), end: at('10:30'), part: 'visit' as const };
  const claims = [{ ...claim, holder: { kind: 'appointment' as const, id: id('appointment', 1) } }];
  const world = { find: () => null, claimsOn: () => claims };
  let isFree = false;
  void second.holds.makeWayFor(claims, world).then(() => (isFree = server.holds.size === 0));
  await passes(1_000);
  expect(isFree).toBe(true);
  expect(before.state.get()).toEqual({ kind: 'expired' });
});

test('[HU9] a hold that a command is just taking along stays', async () => {
  const { server, first, second } = twoWindows();
  const before = first.holds.open();
  before.choose(placement);
  await passes(1_000);
  before.present();
  const after = second.holds.open();
  after.choose(placement);
  await passes(2_000);
  expect(server.holds.size).toBe(1);
  expect(after.state.get().kind).toBe('lost');
  before.used();
});
