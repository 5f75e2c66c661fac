import type { Person } from '#shared/scheduling/person.ts';
import { Stop } from '#tools/bootstrap/step.mjs';
import type { DeskLine } from '#tools/import/desk-line.ts';
import type { ImportOptions } from '#tools/import/options.ts';

/** Signs somebody in who may import: whoever was named, else the owner, with the PIN that everybody may know. */
export async function signIn(desk: DeskLine, options: Pick<ImportOptions, 'person' | 'pin'>): Promise<Person> {
  const person = choose(await desk.all('people'), options.person);
  const pin = options.pin ?? (await desk.knownPin());
  if (pin === null) throw new Stop(`${person.name} has a PIN of their own: give it with --pin.`);
  const answer = await desk.signIn(person.id, pin);
  if (answer.kind === 'signed-in') return person;
  if (answer.kind === 'locked')
    throw new Stop(`${person.name} is locked for ${answer.retryAfterSeconds} s after too many wrong PINs.`);
  throw new Stop(`That is not ${person.name}'s PIN; ${answer.attemptsLeft} attempts are left. Give it with --pin.`);
}

function choose(people: readonly Person[], wanted: string | null): Person {
  const leads = people.filter(({ isActive, role }) => isActive && (role === 'owner' || role === 'manager'));
  const byRole = leads.toSorted((a, b) => Number(b.role === 'owner') - Number(a.role === 'owner'));
  const same = (name: string): boolean => name.toLowerCase() === wanted?.toLowerCase();
  const person = wanted === null ? byRole[0] : byRole.find(({ id, name }) => same(name) || id === wanted);
  if (person !== undefined) return person;
  const names = byRole.map(({ name }) => name).join(', ');
  throw new Stop(`${wanted ?? 'Nobody here'} may not import; these may: ${names === '' ? 'nobody' : names}.`);
}
