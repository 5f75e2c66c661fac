import type { Verdict } from '#shared/commands/verdict.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { DEMO_DESK_NAME } from '#shared/scheduling/desk-name.ts';
import { namedOccurrence } from '#shared/scheduling/series/series-id.ts';
import type { Instant } from '#shared/time/instant.ts';
import { localDate, type LocalDate } from '#shared/time/local.ts';
import type { Authority } from '#server/authority/authority.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { DemoCommand } from '#server/demo/demo-book.ts';
import { type DemoClinic, demoClinic } from '#server/demo/demo-clinic.ts';
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
  const clinic = demoClinic({ seed, today: localDate(startedAt, zone), now: startedAt });
  const { name, pin, people, commands } = clinic;
  await authority.ensureTenant({ id: tenantId, name, isDemo: true, signInHint: { kind: 'demo', pin } });
  const desk = { tenantId, deskId: derivedId('demo.desk', tenantId) };
  await authority.ensureDesk(desk, DEMO_DESK_NAME);
  await Promise.all(people.map((person) => authority.putPerson(tenantId, person, pin)));
  for (const actorId of new Set(commands.map((command) => command.actorId))) await authority.bindPerson(desk, actorId);
  return counted(await execute(authority, desk, clinic));
}

async function execute(authority: Authority, desk: DeskIdentity, { commands, today }: DemoClinic): Promise<Verdict[]> {
  const laneOf = laneFinder(today);
  const lanes = Map.groupBy(
    commands.map((command, at) => ({ wire: wireCommand(command, at + 1), lane: laneOf(command) })),
    ({ lane }) => lane,
  );
  const send = async (lane: string): Promise<Verdict[]> => {
    const own = (lanes.get(lane) ?? []).map(({ wire }) => wire);
    return (await authority.execute(desk, own)).map(({ verdict }) => verdict);
  };
  const first = await send(SET_UP);
  const isFiling = (lane: string): boolean => lane.endsWith(FILING);
  const isVisiting = (lane: string): boolean => lane !== SET_UP && lane !== REGULARS && !isFiling(lane);
  const laneNames = [...lanes.keys()];
  const filed = await Promise.all(laneNames.filter(isFiling).map(send));
  const regulars = await send(REGULARS);
  const rest = await Promise.all(laneNames.filter(isVisiting).map(send));
  return [first, ...filed, regulars, ...rest].flat();
}

const SET_UP = 'set-up';
const FILING = '/clients';
const REGULARS = 'series';

/**
 * Which commands keep their order among themselves. The locations share neither rooms nor people, and no visit lasts
 * past midnight, so that those of one location before today and those from today on may overtake all others.
 */
function laneFinder(today: LocalDate): (command: DemoCommand) => string {
  const laneOfVisit = new Map<string, string>();
  return ({ actorId, intent }) => {
    const site = demoSites.find(({ key }) => key === siteOfActor(actorId));
    if (site === undefined) return SET_UP;
    if (intent.name === 'client.upsert') return `${site.key}${FILING}`;
    const { input } = intent;
    const isOccurrence = 'appointmentId' in input && namedOccurrence(input.appointmentId) !== null;
    if (intent.name === 'series.create' || isOccurrence) return REGULARS;
    const lane =
      'start' in input && typeof input.start === 'number'
        ? `${site.key} ${localDate(input.start, site.zone) < today ? 'before' : 'from'}`
        : null;
    if ('appointmentId' in input && lane !== null) laneOfVisit.set(input.appointmentId, lane);
    return (
      lane ?? must(laneOfVisit.get('appointmentId' in input ? input.appointmentId : ''), 'a visit is booked first')
    );
  };
}

function wireCommand({ commandId, actorId, deskTime, intent }: DemoCommand, sequence: number): Command {
  return { id: commandId, name: intent.name, actorId, deskTime, sequence, input: intent.input, hold: null };
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
