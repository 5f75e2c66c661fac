import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { LocalCommand } from '#renderer/replica/view/local-command.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import { at, clinicWorld, context, id } from '#tests/builders/clinic.ts';
import type { InMemoryWorld } from '#tests/builders/in-memory-world.ts';
import { type Act, anyAct, toIntent } from '#tests/builders/random-intents.ts';
import { clinicView, command, feedOf, serverVerdict } from '#tests/builders/view.ts';

const anyStep = fc.record({
  act: anyAct,
  isOurs: fc.boolean(),
  /** Whether the server decides our oldest, whether we pull, and whether we hear of verdicts. */
  decides: fc.boolean(),
  pulls: fc.boolean(),
  hears: fc.boolean(),
});
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** One desk, its server and everything between them, in any order that a network can make. */
class Run {
  readonly server = clinicWorld();
  readonly view: DeskView = clinicView(this.server);
  readonly #waiting: LocalCommand[] = [];
  readonly #visitOf = new Map<string, string>();
  #unheard: [string, Verdict][] = [];
  #count = 0;
  /** What the server has refused: it is in the inbox, and need not be in sight. */
  readonly refused = new Set<string>();

  step({ act, isOurs, decides, pulls, hears }: Step): void {
    this.#count += 1;
    if (isOurs) this.#ours(act);
    else this.#theirs(act);
    if (decides) this.#decideOldest();
    if (pulls) this.view.applyReplica(feedOf(this.server));
    if (hears) this.#hear();
  }

  settle(): void {
    while (this.#waiting.length > 0) this.#decideOldest();
    this.view.applyReplica(feedOf(this.server));
    this.#hear();
  }

  #ours(act: Act): void {
    const intent = toIntent(act, this.view.view);
    if (intent === null) return;
    const local = command(this.#count, intent);
    if (this.view.predict(local)?.kind === 'refused') return;
    this.view.add(local);
    this.#visitOf.set(local.draft.id, id('appt', act.which));
    this.#waiting.push(local);
  }

  #theirs(act: Act): void {
    const intent = toIntent(act, this.server);
    const commandId = id('cmd', 500 + this.#count);
    if (intent !== null) this.server.execute(intent, context({ deskId: id('desk', 2), commandId }));
  }

  #decideOldest(): void {
    const local = this.#waiting.shift();
    if (local !== undefined) this.#unheard.push([local.draft.id, serverVerdict(this.server, local)]);
  }

  #hear(): void {
    const refusals = this.#unheard.filter(([, { kind }]) => kind === 'refused').map(([commandId]) => commandId);
    for (const commandId of refusals) this.refused.add(this.#visitOf.get(commandId) ?? '');
    this.view.decide(new Map(this.#unheard));
    this.#unheard = [];
  }
}

function claimsIn(world: Pick<InMemoryWorld, 'claimsOn'>, resourceId: string): string[] {
  const window = { start: at('2026-11-22T00:00'), end: at('2026-11-25T00:00') };
  return world
    .claimsOn(resourceId, window)
    .map(({ holder, lane, start, end }) => `${holder.id} ${lane} ${start}-${end}`)
    .toSorted();
}

test('[I3] whatever order verdicts and documents come in, the view ends as the server is', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
      const run = new Run();
      for (const step of steps) run.step(step);
      run.settle();
      expect(run.view.openCommandIds().size).toBe(0);
      for (const collection of ['appointments', 'blocks', 'clients'] as const) {
        const truth = new Map(run.server.all(collection).map((document) => [document.id, document]));
        expect(new Map(run.view.view.all(collection))).toEqual(truth);
      }
      for (const { id: resourceId } of run.server.all('resources')) {
        expect(claimsIn(run.view.view, resourceId)).toEqual(claimsIn(run.server, resourceId));
      }
    }),
    { numRuns: 300 },
  );
});

test('[I8] what this desk has done and nobody has refused is in sight at every step', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
      const run = new Run();
      const booked = new Set<string>();
      run.view.view.subscribe(() => {
        const lost = [...booked].filter(
          (one) => !run.refused.has(one) && run.view.view.find('appointments', one) === null,
        );
        expect(lost).toEqual([]);
      });
      for (const step of steps) {
        run.step(step);
        for (const appointmentId of run.view.view.all('appointments').keys()) booked.add(appointmentId);
      }
    }),
    { numRuns: 300 },
  );
});
