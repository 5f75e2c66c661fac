import { randomUUID } from 'node:crypto';
import type { Verdict } from '#shared/commands/verdict.ts';
import type { Intent } from '#shared/commands/command-definition.ts';
import { must } from '#shared/lib/must.ts';
import type { Command } from '#shared/replication/protocol.ts';
import type { Role } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import { type Authority, createAuthority } from '#server/authority/authority.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import { openTestDatabase, type TestDatabase } from '#tests/server/test-database.ts';
import { at, clinic, location, resource, service } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';

export type TestDesk = DeskIdentity & {
  readonly key: string;
  /** A command that this desk might send; its id is new unless given. */
  command(intent: Intent, overrides?: Partial<Command>): Command;
  /** Sends one command and returns its verdict. */
  send(intent: Intent, overrides?: Partial<Command>): Promise<Verdict>;
  push(commands: readonly Command[]): Promise<readonly Verdict[]>;
};

export type TestClinic = {
  readonly database: TestDatabase;
  readonly authority: Authority;
  readonly tenantId: string;
  readonly desk: TestDesk;
  /** What the authority reported. */
  readonly reports: readonly string[];
  openDesk(): Promise<TestDesk>;
  addPerson(role: Role): Promise<string>;
  close(): Promise<void>;
};

export type TestClinicOptions = {
  readonly now?: () => Instant;
  readonly database?: TestDatabase;
  /** What the clinic and its desks are called. */
  readonly name?: string;
};

export const PIN = '2468';

/** The builders' clinic (Anna, Ben, two rooms, a gym) in a database of its own, with a desk and a manager at it. */
export async function openTestClinic(options: TestClinicOptions = {}): Promise<TestClinic> {
  const database = options.database ?? (await openTestDatabase());
  const reports: string[] = [];
  const authority = createAuthority(database, {
    clock: options.now ?? (() => at('08:00')),
    report: (kind, what) => reports.push(`${kind}: ${what}`),
  });
  const tenantId = randomUUID();
  await authority.ensureTenant({ id: tenantId, name: options.name ?? 'Test clinic', isDemo: false, signInHint: null });
  const addPerson = async (role: Role, id: string = randomUUID()): Promise<string> => {
    await authority.putPerson(tenantId, { id, name: role, title: '', role, color: '#112233', isActive: true }, PIN);
    return id;
  };
  await addPerson('manager', clinic.manager);
  await addPerson('receptionist', clinic.receptionist);
  const openDesk = async (): Promise<TestDesk> => newDesk(authority, tenantId, options.name ?? 'Front');
  const desk = await openDesk();
  const verdicts = await desk.push(masterData().map((intent) => desk.command(intent)));
  must(verdicts.every(({ kind }) => kind === 'accepted') || null, 'the clinic is made');
  return { database, authority, tenantId, desk, reports, openDesk, addPerson, close: () => database.close() };
}

async function newDesk(authority: Authority, tenantId: string, name: string): Promise<TestDesk> {
  const identity = { tenantId, deskId: randomUUID() };
  const key = await authority.ensureDesk(identity, name);
  for (const personId of [clinic.manager, clinic.receptionist]) await authority.bindPerson(identity, personId);
  let sequence = 0;
  const command = (intent: Intent, overrides: Partial<Command> = {}): Command => ({
    id: randomUUID(),
    name: intent.name,
    actorId: clinic.manager,
    deskTime: at('08:00'),
    sequence: (sequence += 1),
    input: intent.input,
    hold: null,
    ...overrides,
  });
  const push = async (commands: readonly Command[]): Promise<readonly Verdict[]> => {
    const verdicts = new Map((await authority.execute(identity, commands)).map((one) => [one.commandId, one.verdict]));
    return commands.map(({ id }) => must(verdicts.get(id), 'every command has a verdict'));
  };
  return {
    ...identity,
    key,
    command,
    push,
    send: async (intent, overrides) => must((await push([command(intent, overrides)]))[0], 'one verdict'),
  };
}

function masterData(): readonly Intent[] {
  const resources = [
    resource({ id: clinic.anna, kind: 'practitioner', name: 'Anna' }),
    resource({ id: clinic.ben, kind: 'practitioner', name: 'Ben' }),
    resource({ id: clinic.room1, name: 'Room 1' }),
    resource({ id: clinic.room2, name: 'Room 2' }),
    resource({ id: clinic.gym, name: 'Gym', lanes: 3 }),
  ];
  const services = [
    service({ id: clinic.visit, name: 'Visit' }),
    service({ id: clinic.withBuffer, bufferBeforeMinutes: 10, bufferAfterMinutes: 15 }),
  ];
  return [
    upsert('location.upsert', location()),
    ...resources.map((one) => upsert('resource.upsert', one)),
    ...services.map((one) => upsert('service.upsert', one)),
  ];
}
