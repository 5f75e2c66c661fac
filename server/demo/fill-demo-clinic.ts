import type { Verdict } from '#shared/commands/verdict.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { PUSH_LIMIT } from '#shared/replication/protocol.ts';
import type { Instant } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/local.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { executeCommands, type Execution } from '#server/authority/execute-commands.ts';
import type { DemoCommand } from '#server/demo/demo-book.ts';
import { demoClinic } from '#server/demo/demo-clinic.ts';
import { demoSites } from '#server/demo/demo-places.ts';
import { siteOfActor } from '#server/demo/demo-staff.ts';

export type DemoFilling = {
  readonly execution: Execution;
  /** A desk of the demo's tenant on which all of `demoPeople` are believed. */
  readonly desk: DeskIdentity;
  /** When the tenant was made, not when this runs: an interrupted fill goes on with the same commands. */
  readonly startedAt: Instant;
  readonly seed?: string;
};

export type DemoFilled = Readonly<Record<Verdict['kind'], number>>;

/** Sends the demo clinic through the one door that everything goes through. Doing it again changes nothing. */
export async function fillDemoClinic({
  execution,
  desk,
  startedAt,
  seed = 'linden',
}: DemoFilling): Promise<DemoFilled> {
  const { zone } = must(demoSites[0], 'the demo has locations');
  const { commands } = demoClinic({ seed, today: localDate(startedAt, zone), now: startedAt });
  const numbered = commands.map((command, at) => ({
    command: wireCommand(command, at + 1),
    site: siteOfActor(command.actorId),
  }));
  const lane = (site: string | null): Command[] =>
    numbered.filter((one) => one.site === site).map((one) => one.command);
  const push = (lanes: readonly Command[]): Promise<Verdict[]> => pushAll(execution, desk, lanes);
  const first = await push(lane(null));
  // The locations share neither rooms nor people, so that their commands may overtake each other.
  const rest = await Promise.all(demoSites.map(({ key }) => push(lane(key))));
  return counted([...first, ...rest.flat()]);
}

function wireCommand({ commandId, actorId, deskTime, intent }: DemoCommand, sequence: number): Command {
  return { id: commandId, name: intent.name, actorId, deskTime, sequence, input: intent.input };
}

async function pushAll(execution: Execution, desk: DeskIdentity, commands: readonly Command[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let at = 0; at < commands.length; at += PUSH_LIMIT) {
    const answered = await executeCommands(execution, desk, commands.slice(at, at + PUSH_LIMIT));
    verdicts.push(...answered.map((one) => one.verdict));
  }
  return verdicts;
}

function counted(verdicts: readonly Verdict[]): DemoFilled {
  const count = (kind: Verdict['kind']): number => verdicts.filter((verdict) => verdict.kind === kind).length;
  return {
    accepted: count('accepted'),
    adjusted: count('adjusted'),
    displaced: count('displaced'),
    refused: count('refused'),
  };
}
