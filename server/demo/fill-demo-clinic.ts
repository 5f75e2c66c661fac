import type { Verdict } from '#shared/commands/verdict.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Instant } from '#shared/time/instant.ts';
import { localDate } from '#shared/time/local.ts';
import type { Authority } from '#server/authority/authority.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { DemoCommand } from '#server/demo/demo-book.ts';
import { demoClinic } from '#server/demo/demo-clinic.ts';
import { demoSites } from '#server/demo/demo-places.ts';
import { siteOfActor } from '#server/demo/demo-staff.ts';

export type DemoFilling = {
  readonly tenantId: string;
  /** When the clinic was made, not when this runs: an interrupted fill then goes on with the same commands. */
  readonly startedAt: Instant;
  readonly seed?: string;
};

export type DemoFilled = Readonly<Record<Verdict['kind'], number>>;

/** Makes the demo's tenant and staff, and sends its clinic through the door that everything goes through. */
export async function fillDemoClinic(
  authority: Authority,
  { tenantId, startedAt, seed = 'linden' }: DemoFilling,
): Promise<DemoFilled> {
  const { zone } = must(demoSites[0], 'the demo has locations');
  const { name, pin, people, commands } = demoClinic({ seed, today: localDate(startedAt, zone), now: startedAt });
  await authority.ensureTenant({ id: tenantId, name, isDemo: true, signInHint: { kind: 'demo', pin } });
  const desk = { tenantId, deskId: derivedId('demo.desk', tenantId) };
  await authority.ensureDesk(desk, 'Demo');
  await Promise.all(people.map((person) => authority.putPerson(tenantId, person, pin)));
  for (const actorId of new Set(commands.map((command) => command.actorId))) await authority.bindPerson(desk, actorId);
  return counted(await execute(authority, desk, commands));
}

async function execute(authority: Authority, desk: DeskIdentity, commands: readonly DemoCommand[]): Promise<Verdict[]> {
  const numbered = commands.map((command, at) => ({
    wire: wireCommand(command, at + 1),
    site: siteOfActor(command.actorId),
  }));
  const lane = async (site: string | null): Promise<Verdict[]> => {
    const own = numbered.filter((one) => one.site === site).map((one) => one.wire);
    return (await authority.execute(desk, own)).map((one) => one.verdict);
  };
  const first = await lane(null);
  // The locations share neither rooms nor people, so that their commands may overtake each other.
  const rest = await Promise.all(demoSites.map(({ key }) => lane(key)));
  return [...first, ...rest.flat()];
}

function wireCommand({ commandId, actorId, deskTime, intent }: DemoCommand, sequence: number): Command {
  return { id: commandId, name: intent.name, actorId, deskTime, sequence, input: intent.input };
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
