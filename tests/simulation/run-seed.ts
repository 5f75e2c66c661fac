import { act } from '#tests/simulation/act.ts';
import { type Coverage } from '#tests/simulation/coverage.ts';
import { choice, fate } from '#tests/simulation/fate.ts';
import { checkAtQuiet, checkRecords, isQuiet, whatIsLoud } from '#tests/simulation/final-checks.ts';
import { checkBounded, FEW_KEPT } from '#tests/simulation/bounded.ts';
import { holdsAreForgotten } from '#tests/simulation/bounded-holds.ts';
import { focusedOn } from '#tests/simulation/focus.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import type { Mutation } from '#tests/simulation/mutation.ts';
import { type Action, actionsOf, type FaultRates, optionsOf, type SimOptions } from '#tests/simulation/options.ts';
import { SimWorld, type WorldOptions } from '#tests/simulation/sim-world.ts';
import { installVirtualGlobals } from '#tests/simulation/time/virtual-globals.ts';
import { VirtualTime } from '#tests/simulation/time/virtual-time.ts';
import { Violation } from '#tests/simulation/violation.ts';

/** A run, whole: what a regression keeps, and what shrinking makes smaller. */
export type Scenario = {
  readonly seed: number;
  /** Actions that are left out, by their number. */
  readonly without?: readonly number[];
  /** Fault rates that are set to zero. */
  readonly calm?: readonly (keyof FaultRates)[];
  readonly mutation?: Mutation | null;
  /** In the place of what the seed draws. */
  readonly pinned?: { readonly options: SimOptions; readonly actions: readonly Action[] };
};

export type RunResult = {
  readonly scenario: Scenario;
  readonly options: SimOptions;
  readonly actions: readonly Action[];
  readonly failure: { readonly invariant: string; readonly message: string; readonly atMs: number } | null;
  readonly traceHash: string;
  readonly coverage: Coverage;
  readonly events: number;
};

/** Long enough for every time-out and every pause in a row. */
const QUIET_WITHIN_MS = 15 * 60_000;
const LOOK_EVERY_MS = 200;

/** @param onArrival sees what reaches the server. */
export async function runSeed(scenario: Scenario, onArrival?: WorldOptions['onArrival']): Promise<RunResult> {
  const { seed, mutation = null, pinned } = scenario;
  const drawn = pinned?.options ?? focusedOn(mutation, optionsOf(seed));
  const calm = Object.fromEntries((scenario.calm ?? []).map((name) => [name, 0]));
  const options: SimOptions = { ...drawn, rates: { ...drawn.rates, ...calm } };
  const drawnActions = pinned?.actions ?? actionsOf(seed, options);
  const actions = drawnActions.filter(({ index }) => !(scenario.without ?? []).includes(index));
  const time = new VirtualTime();
  let throws = 0;
  const dice = (): number => fate(seed, 'dice', (throws += 1));
  const restore = installVirtualGlobals(time, dice);
  let world: SimWorld | null = null;
  try {
    world = new SimWorld({ seed, options, time, dice, mutation, onArrival });
    await live(world, actions);
    world.coverage.events += time.events;
    return {
      scenario,
      options,
      actions,
      failure: failureOf(world),
      traceHash: traceHash(world),
      coverage: world.coverage,
      events: time.events,
    };
  } finally {
    world?.horizon.end();
    restore();
  }
}

/** Faults and safety; then everything heals, and it must come to rest and agree; then once more after a restart. */
async function live(world: SimWorld, actions: readonly Action[]): Promise<void> {
  const { time } = world;
  const hasFailed = (): boolean => world.failure !== null;
  world.start();
  for (const action of actions) time.after(action.atMs, () => act(world, action));
  await time.run((actions.at(-1)?.atMs ?? 0) + 4_000, hasFailed);
  if (hasFailed()) return;
  world.heal();
  if (!(await comesToRest(world, false))) return;
  for (const desk of world.desks) {
    desk.stop();
    desk.start();
  }
  if (!(await comesToRest(world, true))) return;
  checked(world, () => checkRecords(world));
  // One restart more takes its time: some seeds are enough for what grows in every run.
  if (world.failure === null && world.seed % 3 === 0) await growsNoMore(world);
  for (const desk of world.desks) desk.stop();
}

/** Once more, by desks that keep little: what they have done so far is settled, and may go (I15). */
async function growsNoMore(world: SimWorld): Promise<void> {
  for (const desk of world.desks) {
    desk.stop();
    desk.keptCommands = FEW_KEPT;
    desk.start();
  }
  if (!(await rests(world))) return;
  // A desk looks at its log when there is something new in it, and forgets when it has done more than it keeps.
  const saved = new Set<SimDesk>();
  for (let round = 0; round < 2 * FEW_KEPT; round += 1) {
    for (const desk of world.desks) await saveOne(world, desk, saved);
    await passes(world, 500);
    if (!(await rests(world))) return;
  }
  await passes(world, 1_000);
  checked(world, () => checkBounded(world, saved));
  if (world.failure === null) await aside(world, holdsAreForgotten(world));
}

async function saveOne(world: SimWorld, desk: SimDesk, saved: Set<SimDesk>): Promise<void> {
  const set = { name: 'The last', phone: '', email: '', notes: '', birthDate: null, isActive: true };
  const saving = desk.submit({ name: 'client.upsert', input: { id: desk.newId('clnt'), set, was: null } });
  await aside(
    world,
    saving.then((submission) => void (submission?.kind === 'saved' && saved.add(desk))),
  );
}

/** Lets time pass until it is done. */
async function aside(world: SimWorld, work: Promise<void>): Promise<void> {
  let isDone = false;
  const done = work.catch((error: unknown) => world.fail(error)).finally(() => (isDone = true));
  await world.time.run(world.time.now + QUIET_WITHIN_MS, () => isDone);
  if (isDone) await done;
}

function passes({ time }: SimWorld, ms: number): Promise<void> {
  return time.run(time.now + ms, () => false);
}

async function comesToRest(world: SimWorld, hasRestarted: boolean): Promise<boolean> {
  if (await rests(world)) checked(world, () => checkAtQuiet(world, hasRestarted));
  return world.failure === null;
}

async function rests(world: SimWorld): Promise<boolean> {
  const { time } = world;
  const until = time.now + QUIET_WITHIN_MS;
  let isAtRest = false;
  const look = (): void => {
    world.horizon.runStale();
    isAtRest = isQuiet(world);
    if (!isAtRest) time.after(LOOK_EVERY_MS, look);
  };
  look();
  await time.run(until, () => isAtRest || world.failure !== null);
  if (world.failure !== null) return false;
  if (!isAtRest) world.fail(new Violation('I13', `does not come to rest: ${whatIsLoud(world)}`));
  return world.failure === null;
}

function checked(world: SimWorld, check: () => void): void {
  try {
    check();
  } catch (violation) {
    world.fail(violation);
  }
}

function failureOf({ failure, time }: SimWorld): RunResult['failure'] {
  if (failure === null) return null;
  if (failure instanceof Violation) return { invariant: failure.invariant, message: failure.message, atMs: time.now };
  const message = failure instanceof Error ? (failure.stack ?? failure.message) : JSON.stringify(failure);
  return { invariant: 'FAULT', message, atMs: time.now };
}

/** Two runs with the same hash were the same run. */
function traceHash({ time, engine, coverage }: SimWorld): string {
  const words = [time.events, Math.round(time.now), engine.commitSeq, ...Object.values(coverage)];
  return choice(0xffff_ffff, 0, ...words, ...engine.tables.commands.keys())
    .toString(16)
    .padStart(8, '0');
}
