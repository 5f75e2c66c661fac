import type { ReadyCommand } from '#shared/commands/decide.ts';
import { type Context, type Decision, refuse } from '#shared/commands/decision.ts';
import { assert } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { HeldClaim } from '#shared/scheduling/claim.ts';
import { EARLIEST, type Instant, instant } from '#shared/time/instant.ts';
import type { Clock } from '#server/authority/clock.ts';
import type { Subject } from '#server/authority/command-subject.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { hulls, LoadedWorld } from '#server/authority/loaded-world.ts';
import type { StoreTx } from '#server/authority/store.ts';

export type Judged = { readonly decision: Decision; readonly world: LoadedWorld; readonly now: Instant };

export type Judgement = {
  readonly desk: DeskIdentity;
  readonly command: Command;
  readonly ready: ReadyCommand;
  readonly subject: Subject | null;
  readonly clock: Clock;
  /** Leases of other desks that cannot be had, as claims on every lane. */
  readonly leased: readonly HeldClaim[];
};

/** Locks what may change, reads what the command looks at, and only then the time (F9); then decides. */
export async function judge(tx: StoreTx, judgement: Judgement): Promise<Judged> {
  const { desk, command, ready, subject, clock, leased } = judgement;
  const world = new LoadedWorld();
  const refs = ready.reads();
  const { actor, found } = await tx.loadDocuments({ desk, actorId: command.actorId, refs, subject });
  world.putDocuments(refs, found);
  if (actor === null) return { decision: refuse('actor-unknown'), world, now: clock() };
  const windows = hulls(ready.claims(world));
  world.putClaims(windows, [...(await tx.loadClaims(windows)), ...leased]);
  const now = clock();
  const context: Context = {
    now,
    commandId: command.id,
    deskId: desk.deskId,
    actorId: command.actorId,
    role: actor.role,
    deskTime: believableTime(command.deskTime, now),
  };
  return { decision: await decideOnWhole(tx, judgement, world, context), world, now };
}

/** Decides until nothing that was asked for is missing. Each round loads more, so there are few. */
async function decideOnWhole(
  tx: StoreTx,
  { desk, command, ready, leased }: Judgement,
  world: LoadedWorld,
  context: Context,
): Promise<Decision> {
  for (let round = 0; round < 10; round += 1) {
    const decision = ready.decide(world, context);
    const refs = world.missingDocuments();
    const windows = world.missingWindows();
    if (refs.length === 0 && windows.length === 0) return decision;
    const { found } = await tx.loadDocuments({ desk, actorId: command.actorId, refs, subject: null });
    world.putDocuments(refs, found);
    world.putClaims(windows, [...(await tx.loadClaims(windows)), ...leased]);
  }
  assert(false, `${ready.name} never stops asking for more`);
}

/** A desk may believe it is 1970, or the day after tomorrow; documents hold only what can have been. */
function believableTime(deskTime: Instant, now: Instant): Instant {
  return instant(Math.min(Math.max(deskTime, EARLIEST), now));
}
