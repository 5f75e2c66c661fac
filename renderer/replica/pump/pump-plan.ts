import { readyCommand } from '#shared/commands/decide.ts';
import { type Command, PUSH_LIMIT } from '#shared/replication/protocol.ts';
import { backoffMs } from '#renderer/replica/network/backoff.ts';
import type { OutageKind } from '#renderer/replica/network/outage.ts';

/** Waits on its own until `until`, and everything that builds on it waits too. */
type Parked = { readonly until: number; readonly failures: number };

/** All that the pump remembers between two pushes; times are monotonic milliseconds of this run. */
export type PumpState = {
  readonly failures: number;
  readonly waitUntil: number;
  /** Shrinks while the server fails at a batch, so that one poisoned command is found (I13). */
  readonly batchLimit: number;
  readonly parked: ReadonlyMap<string, Parked>;
};

export type PushOutcome =
  | { readonly kind: 'judged'; readonly judgedIds: ReadonlySet<string> }
  | { readonly kind: 'failed'; readonly outage: OutageKind; readonly retryAfterMs: number | null };

/** The time and the dice of one step. */
export type Moment = { readonly now: number; readonly random: number };

const TRIES_AT_ONE = 3;
const LONGEST_PARK_MS = 60_000;

export const initialPump: PumpState = { failures: 0, waitUntil: 0, batchLimit: PUSH_LIMIT, parked: new Map() };

/**
 * What to send next: the oldest commands first, without those that are parked and those that build on a document which
 * a parked one changes. So order holds for each appointment, and one command holds up nobody else (F19).
 */
export function planPush(pending: readonly Command[], state: PumpState, now: number): readonly Command[] {
  if (now < state.waitUntil) return [];
  const heldUp = new Set<string>();
  const batch: Command[] = [];
  for (const command of pending) {
    if (batch.length >= state.batchLimit) break;
    const { reads, changes } = touched(command);
    const isParked = (state.parked.get(command.id)?.until ?? 0) > now;
    if (isParked || reads.some((key) => heldUp.has(key))) for (const key of changes) heldUp.add(key);
    else batch.push(command);
  }
  return batch;
}

/** When a push may be worth planning again; null while there is nothing to send. */
export function nextTry(pending: readonly Command[], state: PumpState, now: number): number | null {
  if (pending.length === 0) return null;
  if (now < state.waitUntil) return state.waitUntil;
  if (planPush(pending, state, now).length > 0) return now;
  return Math.min(...pending.map(({ id }) => state.parked.get(id)?.until ?? Infinity).filter((until) => until > now));
}

export function afterPush(state: PumpState, sent: readonly Command[], outcome: PushOutcome, at: Moment): PumpState {
  if (outcome.kind === 'judged') return afterVerdicts(state, sent, outcome.judgedIds, at);
  const failures = state.failures + 1;
  const waitUntil = at.now + (outcome.retryAfterMs ?? backoffMs(failures, at.random));
  if (outcome.outage !== 'server-failed' && outcome.outage !== 'rejected') return { ...state, failures, waitUntil };
  if (sent.length > 1) return { ...state, failures, waitUntil, batchLimit: Math.ceil(sent.length / 2) };
  if (failures < TRIES_AT_ONE) return { ...state, failures, waitUntil };
  return { ...state, failures: 0, waitUntil: at.now, parked: park(state.parked, sent, { ...at, pause: longPause }) };
}

function afterVerdicts(
  state: PumpState,
  sent: readonly Command[],
  judgedIds: ReadonlySet<string>,
  at: Moment,
): PumpState {
  const unjudged = sent.filter(({ id }) => !judgedIds.has(id));
  const parked = new Map(
    [...park(state.parked, unjudged, { ...at, pause: soonPause })].filter(([id]) => !judgedIds.has(id)),
  );
  return { failures: 0, waitUntil: at.now, batchLimit: Math.min(PUSH_LIMIT, state.batchLimit * 2), parked };
}

/** A command that waits for another desk to give up time is soon decided, one way or the other (PS6, LE6). */
const SOON_TRIES = 8;
/** Time that another desk gives up is kept free for 30 seconds (LE6): who asks less often finds it leased again, for ever. */
const LONGEST_UNJUDGED_MS = 20_000;

function soonPause(failures: number, random: number): number {
  if (failures <= SOON_TRIES) return backoffMs(1, random) + 100 * failures;
  return Math.min(longPause(failures - SOON_TRIES, random), LONGEST_UNJUDGED_MS);
}

function longPause(failures: number, random: number): number {
  return backoffMs(failures + 2, random, LONGEST_PARK_MS);
}

type Parking = Moment & { readonly pause: (failures: number, random: number) => number };

function park(
  parked: PumpState['parked'],
  commands: readonly Command[],
  { now, random, pause }: Parking,
): PumpState['parked'] {
  const next = new Map(parked);
  for (const { id } of commands) {
    const failures = (parked.get(id)?.failures ?? 0) + 1;
    next.set(id, { failures, until: now + pause(failures, random) });
  }
  return next;
}

type Touched = { readonly reads: readonly string[]; readonly changes: readonly string[] };
const touchedBy = new WeakMap<Command, Touched>();

/**
 * The documents that a command looks at, and those among them that it may change: its own, and a client it brings; of a
 * change of series, every part and the visits that go along (SR15, SR16).
 */
function touched(command: Command): Touched {
  const known = touchedBy.get(command);
  if (known !== undefined) return known;
  const readied = readyCommand(command);
  const refs = readied.ok ? readied.command.reads() : [];
  const keys = refs.map(({ collection, id }) => `${collection}/${id}`);
  const changed = command.name.startsWith('series.') ? ['clients/', 'series/', 'appointments/'] : ['clients/'];
  const mayChange = (key: string, at: number): boolean => at === 0 || changed.some((start) => key.startsWith(start));
  const value = { reads: keys, changes: keys.filter(mayChange) };
  touchedBy.set(command, value);
  return value;
}
