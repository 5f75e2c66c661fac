import { randomUUID } from 'node:crypto';
import type { Intent } from '#shared/commands/command-definition.ts';
import type { Verdict } from '#shared/commands/verdict.ts';
import { must } from '#shared/lib/must.ts';
import type { Role } from '#shared/scheduling/person.ts';
import { type Instant, instant, plusMinutes } from '#shared/time/instant.ts';
import { addDays } from '#shared/time/local.ts';
import { at, clinic, id, location, resource } from '#tests/builders/clinic.ts';
import { upsert } from '#tests/builders/upsert.ts';
import { openTestClinic, PIN, type TestClinic, type TestDesk } from '#tests/server/test-clinic.ts';
import type { TestDatabase } from '#tests/server/test-database.ts';

/** Whose own the practitioner's time off is. */
export const ownResource = id('prac', 9);

export type CanaryClinic = TestClinic & {
  /** A word that is in everything that this clinic calls anything, and in nothing of another one. */
  readonly canary: string;
  readonly people: Readonly<Record<Role, string>>;
  /** An owner who never signed in at the desk, and one who did and works here no more. */
  readonly stranger: string;
  readonly left: string;
  readonly revokedKey: string;
  /** At which nobody sits. */
  readonly spare: TestDesk;
  /** Time that nobody in this clinic asked for; and days. */
  freshTime(): Instant;
  freshDate(): string;
  /** What the owner does here, which has to succeed. @returns the command's id. */
  did(intent: Intent, as?: Role): Promise<string>;
};

/**
 * A clinic with somebody of every role signed in at its desk. Its resources have the ids that every such clinic's have.
 * @param from the day from which on it is asked for time.
 */
export async function openCanaryClinic(
  database: TestDatabase,
  canary: string,
  from = '2027-01-04',
): Promise<CanaryClinic> {
  const here = await openTestClinic({ database, name: canary, now: () => instant(Date.now()) });
  const people = { owner: randomUUID(), practitioner: randomUUID(), stranger: randomUUID(), left: randomUUID() };
  const staff: Readonly<Record<string, Role>> = {
    [people.owner]: 'owner',
    [clinic.manager]: 'manager',
    [clinic.receptionist]: 'receptionist',
    [people.practitioner]: 'practitioner',
    [people.stranger]: 'owner',
    [people.left]: 'owner',
  };
  const put = (personId: string, isActive: boolean): Promise<void> => {
    const role = must(staff[personId], 'a role');
    const draft = { id: personId, name: `${canary} ${role}`, title: '', role, color: '#112233', isActive };
    return here.authority.putPerson(here.tenantId, draft, PIN);
  };
  for (const personId of Object.keys(staff)) await put(personId, true);
  for (const personId of [people.owner, people.practitioner, people.left])
    await here.authority.bindPerson(here.desk, personId);
  await put(people.left, false);
  const revoked = await here.openDesk();
  await here.authority.bindPerson(revoked, people.owner);
  await revoke(database, revoked.deskId);
  const { owner, practitioner, stranger, left } = people;
  let times = 0;
  let dates = 0;
  const made: CanaryClinic = {
    ...here,
    ...{ canary, stranger, left, revokedKey: revoked.key, spare: await here.openDesk() },
    people: { owner, manager: clinic.manager, receptionist: clinic.receptionist, practitioner },
    freshTime: () => plusMinutes(at(`${from}T00:00`), 60 * (times += 1)),
    freshDate: () => addDays(from, 2 * (dates += 1)),
    did: async (intent, as = 'owner') => {
      const command = here.desk.command(intent, { actorId: made.people[as] });
      const [verdict] = await here.desk.push([command]);
      must(isDone(verdict) || null, `${intent.name}: ${JSON.stringify(verdict)}`);
      return command.id;
    },
  };
  await furnish(made);
  return made;
}

function isDone(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict.kind !== 'refused';
}

async function furnish(here: CanaryClinic): Promise<void> {
  const own = resource({ id: ownResource, kind: 'practitioner', personId: here.people.practitioner });
  await here.did(upsert('resource.upsert', { ...own, name: here.canary }));
  const rule = { deskId: here.desk.deskId, resourceIds: [clinic.gym], days: 2, lastsMinutes: null };
  const leased = location({ id: id('loc', 2), name: here.canary, leaseRules: [rule] });
  await here.did(upsert('location.upsert', leased));
  const gym = resource({ id: clinic.gym, name: `${here.canary} gym`, locationId: leased.id });
  const { name, locationId } = gym;
  const was = { name: 'Gym', locationId: clinic.location };
  await here.did({ name: 'resource.upsert', input: { id: gym.id, set: { name, locationId }, was } });
}

async function revoke(database: TestDatabase, deskId: string): Promise<void> {
  const admin = await database.connectAs('admin');
  await admin.query('update desk set revoked_at = now() where id = $1', [deskId]);
  await admin.end();
}
